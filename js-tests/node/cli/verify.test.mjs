/** `jotmint verify`: tokens of other people's libraries, and the verdict as an exit code. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { exportJWK, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { files } from '../material.mjs';
import { desk } from './command.mjs';

const SECRET = 'a secret of thirty-two characters';
const HOSTILE = '\u001b[2Jcleared\u202e';
const { folder, jotmint, json } = desk(
  'infura-rsa.public.pem',
  'infura-ec.public.pem',
  'infura-ec.private.pem',
);
const jwks = {
  keys: await Promise.all(
    ['infura-rsa', 'infura-ec'].map(async (name) => ({
      ...(await exportJWK(createPublicKey(files[`${name}.public.pem`]))),
      kid: name,
    })),
  ),
};
writeFileSync(join(folder, 'jwks.json'), JSON.stringify(jwks, null, 2));
writeFileSync(join(folder, 'secret.txt'), SECRET);

const made = (claims, { key = 'infura-ec', alg = 'ES256', ...header } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg, ...header })
    .sign(createPrivateKey(files[`${key}.private.pem`]));
const hour = 3600;
const now = Math.floor(Date.now() / 1000);
const claims = { iss: 'me', aud: ['api', 'b'], sub: 'alice', iat: now, exp: now + 3 * hour };
const good = await made(claims, { kid: 'infura-ec' });
const expired = await made({ exp: 1 });
const future = await made({ nbf: 4e9, exp: 5e9 });
const old = await made({ iat: now - 2 * hour });
const key = ['--key', 'infura-ec.public.pem'];

describe('jotmint verify', { concurrency: true }, () => {
  it('takes a good token, and says what it says', async () => {
    const { status, stdout, stderr } = await jotmint(['verify', ...key, good]);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^The token is good\. Signed by a public EC key, P-256/);
    assert.match(stdout, /aud {2}\["api","b"\]/);
    const utc = new Date(claims.exp * 1000).toISOString().replace('.000Z', 'Z');
    assert.ok(stdout.includes(`(${utc}), in 3 hours`), stdout);
    assert.ok(!stdout.includes('\u001b'), 'no colours in a pipe');
  });

  it('tells programs', async () => {
    const { status, said } = await json(['verify', ...key, good]);
    assert.deepEqual([status, said.valid, said.payload], [0, true, claims]);
    assert.ok(files['fingerprints.txt'].includes(said.key.fingerprint));
    const refused = await json(['verify', ...key, '--audience', 'c', good]);
    assert.deepEqual([refused.status, refused.said.valid], [1, false]);
    assert.equal(refused.said.error.code, 'ERR_CLAIM_MISMATCH');
  });

  it('checks with a JWKS, and with a secret', async () => {
    const { said } = await json(['verify', '--key', 'jwks.json', good]);
    assert.equal(said.key.keyid, 'infura-ec');
    const token = jsonwebtoken.sign({ sub: 'a' }, SECRET, { expiresIn: '1h' });
    const secret = ['--key', 'secret.txt', '--algorithm', 'HS256'];
    const { status, stdout } = await jotmint(['verify', ...secret, token]);
    assert.equal(status, 0);
    assert.ok(!stdout.includes(SECRET));
    assert.doesNotMatch(stdout, /fingerprint/);
  });

  it('checks with the public half where it is given the private one, and says so', async () => {
    const { status, stderr } = await jotmint(['verify', '--key', 'infura-ec.private.pem', good]);
    assert.equal(status, 0);
    assert.match(stderr, /private key/);
  });

  it('reads standard input, and tokens that are wrapped, and says so', async () => {
    for (const [args, input, said] of [
      [['-'], `${good}\n`, /^$/],
      [[], good, /^$/],
      [[], `Authorization: Bearer ${good}\n`, /`Authorization: Bearer ` before the token/],
      [[`Bearer ${good}`], '', /`Bearer ` before the token/],
      [[`"${good}"`], '', /quotes/],
      [[`'bearer ${good}'`], '', /quotes[\s\S]*`bearer `/],
    ]) {
      const { status, stderr } = await jotmint(['verify', ...key, ...args], { input });
      assert.equal(status, 0, stderr);
      assert.match(stderr, said);
    }
  });

  it('gives a terminal nothing that it would obey', async () => {
    const token = await made({ ...claims, [HOSTILE]: HOSTILE, iss: HOSTILE });
    const { status, stdout } = await jotmint(['verify', ...key, token]);
    assert.equal(status, 0);
    assert.ok(stdout.includes('\\u001b[2Jcleared\\u202e'));
    assert.doesNotMatch(stdout, /[^\P{C}\n]/u);
    const refused = await jotmint(['verify', ...key, '--iss', 'me', token]);
    assert.equal(refused.status, 1);
    assert.doesNotMatch(refused.stderr, /[^\P{C}\n]/u);
  });

  const other = ['--key', 'infura-rsa.public.pem'];
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
  const refusals = [
    ['a token of another key', [...other, good], /ERR_/],
    ['a changed token', [...key, `${good.slice(0, -4)}AAAA`], /SIGNATURE/],
    ['an expired token', [...key, expired], /--clock-tolerance.*ERR_JWT_EXPIRED/],
    ['a token from the future', [...key, future], /ERR_/],
    ['another issuer', [...key, '--issuer', 'you', good], /`iss`.*ERR_CLAIM_MISMATCH/],
    ['another subject', [...key, '--sub', 'bob', good], /`sub`/],
    ['a claim that is not there', [...key, '--require', 'role', good], /`role`.*ERR_CLAIM_MISSING/],
    ['another algorithm', [...key, '--algorithm', 'RS256', good], /ERR_/],
    ['another type', [...key, '--typ', 'at+jwt', good], /typ/],
    ['an old token', [...key, '--max-age', '1h', old], /ERR_/],
    ['a token without a signature', [...key, unsigned], /ERR_/],
    ['what is no token', [...key, 'x'], /ERR_TOKEN_PARTS/],
    ['a secret named as a key', ['--key', 'secret.txt', good], /--algorithm HS256.*ERR_KEY_FORMAT/],
  ];
  for (const [name, args, pattern] of refusals) {
    it(`refuses ${name}`, async () => {
      const { status, stdout, stderr } = await jotmint(['verify', ...args]);
      assert.deepEqual([status, stdout], [1, '']);
      assert.match(stderr, pattern);
      assert.ok(!stderr.includes(SECRET));
    });
  }

  const misuses = [
    ['no key', [good], /--key FILE/],
    ['an empty token', [...key, ''], /token is empty/],
    ['a duration without a unit', [...key, '--max-age', '60', good], /--max-age.*ERR_DURATION/],
    ['two tokens', [...key, good, good], /a word too many/],
    ['a file that is not there', ['--key', 'none.pem', good], /no file none\.pem/],
    ['key and token from one input', ['--key', '-', '-'], /standard input/],
    ['an option that is none', [...key, '--audiance', 'x', good], /--audiance/],
  ];
  for (const [name, args, pattern] of misuses) {
    it(`is not called with ${name}`, async () => {
      const { status, stdout, stderr } = await jotmint(['verify', ...args], { input: good });
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, pattern);
    });
  }

  it('tells a program of a misuse by the exit code, not as a verdict', async () => {
    const args = ['verify', ...key, '--max-age', '60', '--json', good];
    const { status, stdout } = await jotmint(args);
    assert.equal(status, 2);
    assert.equal(JSON.parse(stdout).valid, undefined);
  });
});
