/** A broken token shows what can be read, and says where it breaks. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onEachOrigin } from './page.mjs';

const part = (text) => Buffer.from(text).toString('base64url');
const HEADER = part('{"alg":"ES256","typ":"JWT"}');
const PAYLOAD = part('{"sub":"alice","exp":4102444800}');

onEachOrigin('a broken token', (open) => {
  it('with a foreign character: segment and position, and what stands before it', async (t) => {
    const builder = await open(t);
    const broken = `${PAYLOAD.slice(0, 20)}*${PAYLOAD.slice(21)}`;
    await builder.paste('token', `${HEADER}.${broken}.AAAA`);
    await builder.verdictIs(/Broken token/);
    assert.match(await builder.verdict(), /payload has a character at position 20/);
    assert.deepEqual(await builder.json('header'), { alg: 'ES256', typ: 'JWT' });
    assert.match(await builder.text('payload'), /"sub": ?"alice/);
    const marked = await builder.editor('token').locator('.cm-finding').innerText();
    assert.equal(marked, '*');
  });

  it('cut off in the payload', async (t) => {
    const builder = await open(t);
    await builder.paste('token', `${HEADER}.${PAYLOAD.slice(0, 18)}`);
    await builder.verdictIs(/Broken token/);
    assert.match(await builder.verdict(), /2 part\(s\)/);
    assert.match(await builder.text('payload'), /"sub": ?"alic/);
    assert.equal((await builder.json('header')).alg, 'ES256');
  });

  it('whose payload is no JSON: where in it', async (t) => {
    const builder = await open(t);
    await builder.paste('token', `${HEADER}.${part('{"sub":"alice",}')}.AAAA`);
    await builder.verdictIs(/payload is not valid JSON, at line 1, column 16/);
    assert.equal(await builder.text('payload'), '{"sub":"alice",}');
    await builder.errorsAre(/not valid JSON/);
  });

  it('that is no UTF-8 inside', async (t) => {
    const builder = await open(t);
    await builder.paste(
      'token',
      `${HEADER}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.AAAA`,
    );
    await builder.verdictIs(/payload is not valid UTF-8/);
    assert.match(await builder.text('payload'), /^\{\ufffd\}$/);
  });

  for (const [what, wrapped] of [
    ['`Bearer ` before it', (token) => `Bearer ${token}`],
    ['quotes around it', (token) => `"${token}"`],
    ['line breaks in it', (token) => token.replace('.', '.\n')],
    ['padding', (token) => token.replace('.', '=.')],
    ['a whole header line', (token) => `Authorization: Bearer ${token}`],
  ]) {
    it(`${what}: mended with one click`, async (t) => {
      const builder = await open(t);
      const token = await builder.token();
      await builder.paste('token', wrapped(token));
      await builder.verdictIs(/Broken token/);
      await builder.button('Clean it up').first().click();
      await builder.verdictIs(/Signature verified/);
      assert.equal(await builder.token(), token);
    });
  }

  it('alg none is refused, whatever its case', async (t) => {
    const builder = await open(t);
    for (const alg of ['none', 'None']) {
      await builder.paste('token', `${part(JSON.stringify({ alg }))}.${PAYLOAD}.`);
      await builder.verdictIs(/Refused/);
      assert.match(await builder.verdict(), /none/i);
    }
  });

  it('an empty editor says what to do', async (t) => {
    const builder = await open(t);
    await builder.editor('token').focus();
    await builder.page.keyboard.press('ControlOrMeta+a');
    await builder.page.keyboard.press('Delete');
    await builder.verdictIs(/No token/);
    await builder.page.getByText('Paste a token here to read and check it.').waitFor();
    assert.deepEqual(await builder.findings(), []);
  });
});
