/** One editor in both directions: each side follows the other while somebody types. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as jose from 'jose';
import { onEachOrigin } from './page.mjs';

const KEY = new TextEncoder().encode('a secret that is long enough for it');

onEachOrigin('editing', (open) => {
  it('typing in the payload signs anew, and the cursor stays', async (t) => {
    const builder = await open(t);
    const before = await builder.token();
    await builder.cursorAfter('payload', 'alice');
    await builder.page.keyboard.type('-and-bob');
    const token = await builder.until(
      () => builder.token(),
      (now) => jose.decodeJwt(now).sub === 'alice-and-bob',
    );
    assert.notEqual(token, before);
    await builder.verdictIs(/Signature verified/);
    assert.match(await builder.text('payload'), /"sub": "alice-and-bob"/);
  });

  it('the cursor in the payload stays while the form changes what is beside it', async (t) => {
    const builder = await open(t);
    await builder.cursorAfter('payload', 'alice');
    await builder.field('Issuer iss').fill('me');
    await builder.button('in 1 day').click();
    await builder.verdictIs(/expires in 1 day/);
    await builder.editor('payload').focus();
    await builder.page.keyboard.type('!');
    await builder.tokenSays(({ sub, iss }) => sub === 'alice!' && iss === 'me');
  });

  it('typing in the header changes the token', async (t) => {
    const builder = await open(t);
    await builder.cursorAfter('header', '"JWT"');
    await builder.page.keyboard.type(', "kid": "k1"');
    const token = await builder.until(
      () => builder.token(),
      (now) => jose.decodeProtectedHeader(now).kid === 'k1',
    );
    assert.equal(jose.decodeProtectedHeader(token).typ, 'JWT');
    await builder.verdictIs(/Signature verified/);
  });

  it('what is typed in the payload is signed as it stands: large numbers, order, escapes', async (t) => {
    const builder = await open(t);
    const text =
      '{ "n": 12345678901234567890, "z": 1.50, "a": "\\u00e9 \\" { } , :", "exp": 4102444800 }';
    await builder.paste('payload', text);
    const token = await builder.until(
      () => builder.token(),
      (now) => jose.decodeJwt(now).z === 1.5,
    );
    const signed = Buffer.from(token.split('.')[1], 'base64url').toString();
    const expected =
      '{"n":12345678901234567890,"z":1.50,"a":"\\u00e9 \\" { } , :","exp":4102444800}';
    assert.equal(signed, expected);
    await builder.verdictIs(/Signature verified/);
  });

  it('pasting a token shows what it says', async (t) => {
    const builder = await open(t);
    const token = await new jose.SignJWT({ sub: 'carol', exp: 4102444800, list: ['a', 'b'] })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'k9' })
      .sign(KEY);
    await builder.paste('token', token);
    await builder.until(async () => (await builder.json('payload')).sub === 'carol');
    assert.deepEqual(await builder.json('header'), { alg: 'HS256', typ: 'JWT', kid: 'k9' });
    assert.deepEqual((await builder.json('payload')).list, ['a', 'b']);
    assert.equal(await builder.token(), token);
    await builder.verdictIs(/Wrong key for this token/);
  });

  it('editing the token in place changes the payload, and the cursor stays', async (t) => {
    const builder = await open(t);
    const token = await builder.token();
    const [header, , signature] = token.split('.');
    const payload = Buffer.from('{"sub":"mallory","exp":4102444800}').toString('base64url');
    await builder.paste('token', `${header}.${payload.slice(0, -1)}.${signature}`);
    await builder.cursorAfter('token', payload.slice(0, -1));
    await builder.page.keyboard.type(payload.slice(-1));
    await builder.until(async () => (await builder.text('payload')).includes('4102444800'));
    await builder.verdictIs(/Signature does not fit/);
    await builder.page.keyboard.type('X');
    assert.equal(await builder.token(), `${header}.${payload}X.${signature}`);
  });

  it('a given token is signed again on demand, or by an edit', async (t) => {
    const builder = await open(t);
    const [header, payload] = (await builder.token()).split('.');
    await builder.paste('token', `${header}.${payload}.AAAA`);
    await builder.verdictIs(/Signature does not fit|Refused/);
    await builder.button('Sign again').click();
    await builder.verdictIs(/Signature verified/);
  });

  it('the token is in its three colours', async (t) => {
    const builder = await open(t);
    const parts = (await builder.token()).split('.');
    const shown = await builder.editor('token').evaluate((content) =>
      ['cm-header', 'cm-payload', 'cm-signature'].map((name) => {
        const spans = [...content.querySelectorAll(`.${name}`)];
        return {
          text: spans.map((span) => span.textContent).join(''),
          colour: getComputedStyle(spans[0]).color,
        };
      }),
    );
    assert.deepEqual(
      shown.map(({ text }) => text),
      parts,
    );
    assert.equal(new Set(shown.map(({ colour }) => colour)).size, 3);
  });

  it('while the JSON is broken, the last token stays and the page says where', async (t) => {
    const builder = await open(t);
    const before = await builder.token();
    await builder.cursorAfter('payload', '"alice"');
    await builder.page.keyboard.type(' x');
    await builder.verdictIs(/Not up to date/);
    await builder.errorsAre(/not valid JSON, at line 2, column \d+/);
    assert.equal(await builder.token(), before);
    for (let n = 0; n < 2; n += 1) await builder.page.keyboard.press('Backspace');
    await builder.verdictIs(/Signature verified/);
  });

  it('undo brings back what was typed over', async (t) => {
    const builder = await open(t);
    const before = await builder.text('payload');
    await builder.cursorAfter('payload', 'alice');
    await builder.page.keyboard.type('xyz');
    await builder.page.keyboard.press('ControlOrMeta+z');
    await builder.until(async () => (await builder.text('payload')) === before);
  });
});
