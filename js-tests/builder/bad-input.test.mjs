/** Whatever is thrown at it, the page stays alive, says what is wrong, and keeps what was there. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { onEachOrigin } from './page.mjs';

const part = (text) => Buffer.from(text).toString('base64url');
const HEADER = part('{"alg":"ES256"}');
const HUGE = 10 * 1024 * 1024;
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'), randomBytes(4000)]);

/** The page still does what it is for. */
async function alive(builder) {
  await builder.button('Plain JWT').click();
  await builder.tokenSays(({ sub }) => sub === 'alice');
  await builder.cursorAfter('payload', 'alice');
  await builder.page.keyboard.type('-lives');
  await builder.tokenSays(({ sub }) => sub === 'alice-lives');
}

onEachOrigin('bad input', (open) => {
  for (const editor of ['token', 'header', 'payload']) {
    it(`10 MB pasted into the ${editor}: said, and nothing changed`, async (t) => {
      const builder = await open(t);
      const before = await Promise.all(
        ['token', 'header', 'payload'].map((name) => builder.text(name)),
      );
      await builder.paste(editor, 'x'.repeat(HUGE));
      await builder.page.getByText(/10,485,760 characters; at most/).waitFor();
      const after = await Promise.all(
        ['token', 'header', 'payload'].map((name) => builder.text(name)),
      );
      assert.deepEqual(after, before);
      await builder.verdictIs(/Signature verified/);
      await alive(builder);
    });
  }

  it('10 MB pasted as a key: said, and what was typed before stays', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey('what was typed before');
    await builder.field('Private key or secret').evaluate((area, size) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'y'.repeat(size));
      const event = { clipboardData, bubbles: true, cancelable: true };
      if (area.dispatchEvent(new ClipboardEvent('paste', event))) area.value = 'taken';
    }, HUGE);
    await builder.page.getByText(/10,485,760 characters; at most/).waitFor();
    assert.equal(
      await builder.field('Private key or secret').inputValue(),
      'what was typed before',
    );
    await alive(builder);
  });

  it('a PDF dropped as a key: said, and the token stays', async (t) => {
    const builder = await open(t);
    const payload = await builder.text('payload');
    await builder.button('Use another').click();
    await builder.drop('.key-input', { name: 'paper.pdf', bytes: PDF });
    const problem = builder.page.locator('#signing-problem');
    await builder.until(async () => /no key|cannot be read/.test(await problem.innerText()));
    assert.equal(await builder.text('payload'), payload);
    await alive(builder);
  });

  it('a PDF dropped beside the place for keys does not replace the page', async (t) => {
    const builder = await open(t);
    const refused = await builder.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['%PDF-1.7'], 'paper.pdf'));
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      return !document.body.dispatchEvent(event);
    });
    assert.ok(refused);
    await alive(builder);
  });

  it('binary garbage: in the editors, as a key, as a large file', async (t) => {
    const builder = await open(t);
    const garbage = randomBytes(3000).toString('latin1');
    await builder.paste('token', garbage);
    await builder.verdictIs(/Broken token|Refused/);
    await builder.paste('payload', garbage);
    await builder.verdictIs(/Not up to date/);
    await builder.giveSigningKey(garbage);
    const problem = builder.page.locator('#signing-problem');
    await builder.until(async () => (await problem.innerText()) !== '');
    await builder.drop('.key-input', { name: 'garbage.bin', bytes: randomBytes(600_000) });
    await builder.page.getByText(/garbage\.bin has 600,000 bytes/).waitFor();
    await builder.makeKey('P-256 (ES256)');
    await alive(builder);
  });

  for (const [what, text] of [
    ['10,000 nested arrays', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['10,000 arrays that never end', '['.repeat(10_000)],
    ['10,000 nested objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ]) {
    it(`${what}, in a token and in the payload`, async (t) => {
      const builder = await open(t);
      await builder.paste('token', `${HEADER}.${part(text)}.AAAA`);
      await builder.verdictIs(/Broken token/);
      assert.equal((await builder.json('header')).alg, 'ES256');
      await builder.paste('payload', text);
      await builder.verdictIs(/Not up to date/);
      await builder.errorsAre(/nests|JSON|object/);
      await alive(builder);
    });
  }

  it('a payload of 5,000 claims is signed', async (t) => {
    const builder = await open(t);
    const claims = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`claim${n}`, n]));
    await builder.paste('payload', JSON.stringify({ ...claims, exp: 4_102_444_800 }, null, 2));
    await builder.verdictIs(/Signature verified/);
    await builder.button('Copy token').click();
    const payload = (await builder.clipboard()).split('.')[1];
    const signed = JSON.parse(Buffer.from(payload, 'base64url'));
    assert.equal(Object.keys(signed).length, 5001);
    await builder.page
      .locator('.date-field')
      .first()
      .getByRole('button', { name: 'in 1 day' })
      .click();
    await builder.verdictIs(/expires in 1 day/);
    await alive(builder);
  });

  it('a token of 400 kB: said to be too long, and shown', async (t) => {
    const builder = await open(t);
    await builder.paste(
      'token',
      `${HEADER}.${part(JSON.stringify({ a: 'x'.repeat(300_000) }))}.AAAA`,
    );
    await builder.verdictIs(/Broken token[\s\S]*at most 262144/);
    await alive(builder);
  });

  it('odd JSON: two names, a prototype, numbers no double holds', async (t) => {
    const builder = await open(t);
    await builder.paste('payload', '{"sub": "a", "sub": "b"}');
    await builder.errorsAre(/twice/);
    await builder.paste('payload', '{"__proto__": {"x": 1}, "constructor": 1, "exp": 4102444800}');
    await builder.verdictIs(/Signature verified/);
    await builder.paste('payload', '{"n": 1e999}');
    await builder.verdictIs(/Not up to date/);
    await builder.paste('payload', '[1, 2]');
    await builder.errorsAre(/not an object/);
    await alive(builder);
  });
});
