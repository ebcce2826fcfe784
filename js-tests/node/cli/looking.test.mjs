/** `jotmint decode`, `diagnose` and `fingerprint`. */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { calculateJwkThumbprint, decodeJwt, exportJWK, SignJWT } from 'jose';
import { files } from '../material.mjs';
import { desk } from './command.mjs';

const { folder, jotmint, json } = desk(
  'infura-rsa.private.pem',
  'infura-rsa.public.pem',
  'infura-ec.public.pem',
  'infura-ec.encrypted.pem',
);
const token = (claims, header = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...header })
    .sign(createPrivateKey(files['infura-rsa.private.pem']));
const exp = Math.floor(Date.now() / 1000) + 3600;
const good = await token({ aud: 'infura.io', exp }, { kid: 'the-id' });
const key = ['--key', 'infura-rsa.public.pem'];

describe('jotmint decode', { concurrency: true }, () => {
  it('says first that nothing was verified', async () => {
    const forged = `${good.slice(0, -4)}AAAA`;
    const { status, stdout, stderr } = await jotmint(['decode', forged]);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^NOTHING WAS VERIFIED/);
    assert.match(stdout, /aud {2}"infura\.io"/);
  });

  it('tells programs so too', async () => {
    const { status, said } = await json(['decode', good]);
    assert.deepEqual([status, said.verified], [0, false]);
    assert.deepEqual(said.payload, decodeJwt(good));
    assert.equal(said.signature, good.split('.')[2]);
  });

  it('refuses what is no token', async () => {
    const { status, stdout, stderr } = await jotmint(['decode', 'x.y']);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /ERR_TOKEN/);
    assert.equal((await jotmint(['decode', ''])).status, 2);
  });
});

describe('jotmint diagnose', { concurrency: true }, () => {
  it('has nothing against a good token', async () => {
    const { status, stdout } = await jotmint(['diagnose', '--provider', 'infura', ...key, good]);
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /^error/m);
    assert.match(stdout, /NOTE_SIGNED_BY/);
  });

  it('finds all that is wrong, and what to do', async () => {
    const bad = await token({ aud: 'x', exp: 1 });
    const args = ['diagnose', '--provider', 'infura', ...key, bad];
    const { status, stdout } = await jotmint(args);
    assert.equal(status, 1);
    for (const path of ['header.kid', 'payload.aud', 'payload.exp']) {
      assert.match(stdout, new RegExp(`^error +\\$\\.${path}`, 'm'));
    }
    const { said } = await json(args);
    assert.equal(said.refused, true);
    assert.ok(said.findings.filter(({ severity }) => severity === 'error').length >= 3);
  });

  it('tells a warning from a refusal', async () => {
    const { status, stdout } = await jotmint(['diagnose', ...key, await token({ sub: 'a' })]);
    assert.equal(status, 0);
    assert.match(stdout, /^warning +\$\.payload\.exp.*\n.*--expires-in/m);
    assert.match(stdout, /Sign with --audience/);
  });

  it('looks at what is broken, and is not called without a token or with no such provider', async () => {
    assert.equal((await jotmint(['diagnose', 'x'])).status, 1);
    assert.equal((await jotmint(['diagnose', ''])).status, 2);
    assert.equal((await jotmint(['diagnose', '--provider', 'alchemy', good])).status, 2);
  });
});

describe('jotmint fingerprint', { concurrency: true }, () => {
  const publicKey = createPublicKey(files['infura-rsa.public.pem']);
  const hash = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
  const expected = { fingerprint: hash.digest('base64') };

  it('is the same for both halves', async () => {
    expected.thumbprint = await calculateJwkThumbprint(await exportJWK(publicKey));
    for (const args of [['infura-rsa.public.pem'], ['--key', 'infura-rsa.private.pem']]) {
      const { status, said } = await json(['fingerprint', ...args]);
      const { fingerprint, thumbprint } = said;
      assert.deepEqual([status, { fingerprint, thumbprint }], [0, expected]);
    }
    const { stdout } = await jotmint(['fingerprint', '-'], {
      input: files['infura-rsa.private.pem'],
    });
    assert.ok(stdout.includes(expected.fingerprint) && stdout.includes(expected.thumbprint));
    assert.ok(!stdout.includes('PRIVATE KEY'));
  });

  it('says what was mended', async () => {
    const flat = `"${files['infura-rsa.private.pem'].replaceAll('\n', '\\n')}"`;
    writeFileSync(join(folder, 'flat.pem'), flat);
    const { said } = await json(['fingerprint', 'flat.pem']);
    assert.equal(said.fingerprint, expected.fingerprint);
    assert.ok(said.repairs.length > 0);
    assert.match((await jotmint(['fingerprint', 'flat.pem'])).stdout, /^Mended/m);
  });

  it('is there for each key of a JWKS', async () => {
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'a' }];
    keys.push(await exportJWK(createPublicKey(files['infura-ec.public.pem'])));
    writeFileSync(join(folder, 'jwks.json'), JSON.stringify({ keys }));
    const { said } = await json(['fingerprint', 'jwks.json']);
    assert.deepEqual(
      said.keys.map(({ keyid, type }) => [keyid, type]),
      [
        ['a', 'RSA'],
        [undefined, 'EC'],
      ],
    );
    assert.equal(said.keys[0].fingerprint, expected.fingerprint);
  });

  it('opens a locked key, and refuses what is no key, or a secret', async () => {
    const args = ['fingerprint', 'infura-ec.encrypted.pem', '--passphrase-env', 'WORD'];
    assert.equal((await jotmint(args, { env: { WORD: 'correct' } })).status, 0);
    assert.equal((await jotmint(args, { env: { WORD: 'wrong' } })).status, 1);
    writeFileSync(
      join(folder, 'secret.jwk'),
      '{"kty":"oct","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}',
    );
    for (const file of ['secret.jwk', 'flat.txt']) {
      writeFileSync(join(folder, 'flat.txt'), 'hush');
      const { status, stdout, stderr } = await jotmint(['fingerprint', file]);
      assert.deepEqual([status, stdout], [1, '']);
      assert.doesNotMatch(stderr, /hush|c2VjcmV0/);
    }
    assert.equal((await jotmint(['fingerprint'])).status, 2);
  });
});
