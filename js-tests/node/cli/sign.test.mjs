/** `jotmint sign`: its tokens, checked by other people's libraries. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { files } from '../material.mjs';
import { desk } from './command.mjs';

const { folder, jotmint, json } = desk('infura-rsa.private.pem', 'infura-ec.private.pem');
const SECRET = 'a secret of thirty-two characters';
writeFileSync(join(folder, 'secret.txt'), `${SECRET}\n`);
writeFileSync(join(folder, 'claims.json'), '{"role":"admin"}');
const key = ['--key', 'infura-ec.private.pem'];
const rsa = ['--key', 'infura-rsa.private.pem'];

/** In a pipe, the token is all there is. */
async function checked(args, options, publicFile = 'infura-ec.public.pem') {
  const { status, stdout, stderr } = await jotmint(['sign', ...args], options);
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return jwtVerify(stdout.trim(), createPublicKey(files[publicFile]));
}

describe('jotmint sign', { concurrency: true }, () => {
  it('says what it is told', async () => {
    const claims = ['--subject', 'alice', '--issuer', 'me', '--audience', 'api', '--jwtid', '7'];
    const { payload, protectedHeader } = await checked([
      ...[...key, ...claims, '--expires-in', '15m', '--not-before', '0s'],
      ...['--kid', 'k', '--typ', 'at+jwt', '--claims', '{"role":"admin"}'],
    ]);
    const { iat, exp, nbf, ...rest } = payload;
    assert.deepEqual(rest, { role: 'admin', sub: 'alice', iss: 'me', aud: 'api', jti: '7' });
    assert.deepEqual([exp - iat, nbf - iat], [900, 0]);
    assert.deepEqual(protectedHeader, { alg: 'ES256', typ: 'at+jwt', kid: 'k' });
  });

  it('knows the short names, several audiences and a date', async () => {
    const { payload } = await checked(
      [
        ...[...rsa, '--sub', 'a', '--iss', 'b', '--jti', 'c', '--aud', 'd', '--audience', 'e'],
        ...['--exp', '2100-01-01T00:00:00Z', '--no-timestamp', '--algorithm', 'PS384'],
      ],
      {},
      'infura-rsa.public.pem',
    );
    const { aud, ...rest } = payload;
    assert.deepEqual(aud.sort(), ['d', 'e']);
    assert.deepEqual(rest, { sub: 'a', iss: 'b', jti: 'c', exp: 4102444800 });
  });

  it('reads claims from a file and from standard input', async () => {
    const args = [...key, '--expires-in', '1h', '--claims'];
    assert.equal((await checked([...args, '@claims.json'])).payload.role, 'admin');
    const { payload } = await checked([...args, '-'], { input: '{"role":"guest"}' });
    assert.equal(payload.role, 'guest');
  });

  it('signs with a secret, without the line break of its file', async () => {
    const args = [
      '--key',
      'secret.txt',
      '--algorithm',
      'HS256',
      '--sub',
      'a',
      '--expires-in',
      '1h',
    ];
    const { status, stdout, stderr } = await jotmint(['sign', ...args]);
    assert.equal(status, 0);
    assert.match(stderr, /line break/);
    assert.ok(!stderr.includes(SECRET));
    assert.equal(jsonwebtoken.verify(stdout.trim(), SECRET).sub, 'a');
  });

  it('takes the ID of the key from JWT_KEY_ID', async () => {
    const args = ['--provider', 'infura', ...key, '--expires-in', '1h'];
    const { protectedHeader, payload } = await checked(args, { env: { JWT_KEY_ID: 'from-there' } });
    assert.deepEqual([protectedHeader.kid, payload.aud], ['from-there', 'infura.io']);
    const named = await checked([...args, '--kid', 'mine'], { env: { JWT_KEY_ID: 'from-there' } });
    assert.equal(named.protectedHeader.kid, 'mine');
  });

  it('tells programs', async () => {
    const { status, said } = await json(['sign', ...key, '--sub', 'a', '--expires-in', '1h']);
    assert.equal(status, 0);
    const { payload, protectedHeader } = await jwtVerify(
      said.token,
      createPublicKey(files['infura-ec.public.pem']),
    );
    assert.deepEqual([said.payload, said.header], [payload, protectedHeader]);
    assert.ok(files['fingerprints.txt'].includes(said.fingerprint));
    const refused = await json(['sign', '--key', 'claims.json', '--sub', 'a']);
    assert.equal(refused.status, 1);
    assert.match(refused.said.error.code, /^ERR_KEY_/);
  });

  const refusals = [
    [
      'a token for Infura without an ID',
      ['--provider', 'infura', ...key, '--expires-in', '1h'],
      2,
      /--kid, or set JWT_KEY_ID/,
    ],
    ['no key', ['--sub', 'a'], 2, /--key FILE/],
    ['claims that are no JSON', [...key, '--claims', '{hush'], 2, /no JSON/],
    ['claims that are no object', [...key, '--claims', '[1]'], 2, /JSON object/],
    [
      'numbers that would be rounded',
      [...key, '--claims', '{"n":12345678901234567890}'],
      2,
      /rounded/,
    ],
    [
      'an expiry in two places',
      [...key, '--exp', '4102444800', '--claims', '{"exp":1}'],
      2,
      /`exp`/,
    ],
    [
      'an expiry in two forms',
      [...key, '--exp', '4102444800', '--expires-in', '1h'],
      2,
      /OPTION_CONFLICT/,
    ],
    ['an expiry in milliseconds', [...key, '--exp', '4102444800000'], 1, /MILLISECONDS/],
    ['a date that is none', [...key, '--exp', 'tomorrow'], 2, /--exp takes a date/],
    ['a name twice', [...key, '--sub', 'a', '--subject', 'b'], 2, /are the same/],
    ['lists without Infura', [...key, '--method', 'eth_call'], 2, /--method means nothing/],
    ['a file that is not there', ['--key', 'none.pem'], 2, /no file none\.pem/],
    ['a public key', ['--key', 'claims.json'], 1, /ERR_KEY_/],
    [
      'the API key as the ID of the key',
      ['--provider', 'infura', ...key, '--expires-in', '1h', '--kid', 'abc'],
      2,
      /the key ID is the API key/,
      { INFURA_API_KEY: 'abc' },
    ],
  ];
  for (const [name, args, exit, pattern, env] of refusals) {
    it(`refuses ${name}`, async () => {
      const { status, stdout, stderr } = await jotmint(['sign', ...args], { env });
      assert.deepEqual([status, stdout], [exit, '']);
      assert.match(stderr, pattern);
      assert.ok(!/hush|\n\s+at /.test(stderr), stderr);
    });
  }
});
