/** `jotmint keygen`: files that are right, private, and never in the place of others. */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { desk } from './command.mjs';

const { platform } = process;
const modeOf = (path) => (statSync(path).mode & 0o777).toString(8);
const spki = (key) => key.export({ type: 'spki', format: 'der' });

/** Both halves, read by Node. */
function pair(folder, own, other, passphrase) {
  const privateKey = createPrivateKey({ key: readFileSync(join(folder, own)), passphrase });
  const publicKey = createPublicKey(readFileSync(join(folder, other)));
  assert.deepEqual(spki(createPublicKey(privateKey)), spki(publicKey));
  return { privateKey, publicKey };
}

describe('jotmint keygen', { concurrency: true }, () => {
  for (const [name, args, type, details] of [
    ['ES256 if nothing is said', [], 'ec', { namedCurve: 'prime256v1' }],
    ['ES256 for Infura', ['--provider', 'infura'], 'ec', { namedCurve: 'prime256v1' }],
    ['RSA for Neuron', ['--provider', 'neuron'], 'rsa', { modulusLength: 2048 }],
    ['RSA of a size', ['--algorithm', 'PS256', '--bits', '3072'], 'rsa', { modulusLength: 3072 }],
    ['ES384', ['--algorithm', 'ES384'], 'ec', { namedCurve: 'secp384r1' }],
    ['EdDSA', ['--algorithm', 'EdDSA'], 'ed25519', {}],
  ]) {
    it(`makes a pair: ${name}`, async () => {
      const { folder, jotmint } = desk();
      const { status, stdout, stderr } = await jotmint(['keygen', 'app', ...args]);
      assert.deepEqual([status, stderr], [0, '']);
      assert.deepEqual(readdirSync(folder).sort(), ['app.private.pem', 'app.public.pem']);
      const { privateKey, publicKey } = pair(folder, 'app.private.pem', 'app.public.pem');
      assert.equal(privateKey.asymmetricKeyType, type);
      for (const [what, value] of Object.entries(details)) {
        assert.equal(privateKey.asymmetricKeyDetails[what], value);
      }
      const data = Buffer.from('x');
      assert.ok(verify(null, data, publicKey, sign(null, data, privateKey)));
      assert.ok(stdout.includes(createHash('sha256').update(spki(publicKey)).digest('base64')));
      assert.ok(stdout.includes(await calculateJwkThumbprint(await exportJWK(publicKey))));
      assert.ok(!stdout.includes('PRIVATE KEY'));
      if (platform === 'win32') return;
      assert.equal(modeOf(join(folder, 'app.private.pem')), '600');
      assert.equal(modeOf(join(folder, 'app.public.pem')), '644');
    });
  }

  it('says what to do next', async () => {
    const { folder, jotmint } = desk();
    const infura = await jotmint(['keygen', 'app', '--provider', 'infura']);
    assert.ok(infura.stdout.includes(readFileSync(join(folder, 'app.public.pem'), 'utf8').trim()));
    assert.match(infura.stdout, /JWT_KEY_ID/);
    assert.match(infura.stdout, /jotmint sign --provider infura --key app\.private\.pem/);
    const neuron = await jotmint(['keygen', 'bot', '--provider', 'neuron']);
    assert.match(neuron.stdout, /certs\/NAME\.pem/);
  });

  it('makes a secret', async () => {
    const { folder, json } = desk();
    const { status, said } = await json(['keygen', 'app', '--algorithm', 'HS512']);
    assert.deepEqual([status, said.files], [0, { secret: 'app.secret.jwk' }]);
    assert.equal(said.thumbprint, undefined);
    const { kty, k, alg } = JSON.parse(readFileSync(join(folder, 'app.secret.jwk'), 'utf8'));
    assert.deepEqual([kty, alg, Buffer.from(k, 'base64url').length], ['oct', 'HS512', 64]);
    assert.ok(!JSON.stringify(said).includes(k));
    if (platform !== 'win32') assert.equal(modeOf(join(folder, 'app.secret.jwk')), '600');
  });

  it('tells programs', async () => {
    const { folder, json } = desk();
    const { said } = await json(['keygen', '--out', 'private_key.pem']);
    assert.deepEqual(said.files, { private: 'private_key.pem', public: 'public_key.pem' });
    const { publicKey } = pair(folder, 'private_key.pem', 'public_key.pem');
    const fingerprint = createHash('sha256').update(spki(publicKey)).digest('base64');
    assert.deepEqual([said.fingerprint, said.algorithm], [fingerprint, 'ES256']);
  });

  it('encrypts', async () => {
    const { folder, jotmint } = desk();
    const env = { WORD: 'open sesame' };
    const { status, stdout } = await jotmint(['keygen', 'app', '--passphrase-env', 'WORD'], {
      env,
    });
    assert.equal(status, 0);
    assert.ok(!stdout.includes(env.WORD));
    assert.match(readFileSync(join(folder, 'app.private.pem'), 'utf8'), /BEGIN ENCRYPTED PRIVATE/);
    pair(folder, 'app.private.pem', 'app.public.pem', env.WORD);
    const args = ['sign', '--key', 'app.private.pem', '--passphrase-env', 'WORD', '--sub', 'a'];
    assert.equal((await jotmint(args, { env })).status, 0);
  });

  it('replaces nothing unasked, and leaves nothing behind', async () => {
    const { folder, jotmint } = desk();
    // Only the second of the two is there.
    writeFileSync(join(folder, 'app.public.pem'), 'mine');
    const { status, stdout, stderr } = await jotmint(['keygen', 'app']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /app\.public\.pem exists already; --force replaces it/);
    assert.deepEqual(readdirSync(folder), ['app.public.pem']);
    assert.equal(readFileSync(join(folder, 'app.public.pem'), 'utf8'), 'mine');
    assert.equal((await jotmint(['keygen', 'app', '--force'])).status, 0);
    assert.deepEqual(readdirSync(folder).sort(), ['app.private.pem', 'app.public.pem']);
    pair(folder, 'app.private.pem', 'app.public.pem');
  });

  it('replaces a file that all can read by one that they cannot', {
    skip: platform === 'win32',
  }, async () => {
    const { folder, jotmint } = desk();
    const path = join(folder, 'app.private.pem');
    writeFileSync(path, 'old');
    chmodSync(path, 0o666);
    assert.equal((await jotmint(['keygen', 'app', '--force'])).status, 0);
    assert.equal(modeOf(path), '600');
  });

  it('follows no link to somewhere else', { skip: platform === 'win32' }, async () => {
    const { folder, jotmint } = desk();
    symlinkSync('elsewhere', join(folder, 'app.private.pem'));
    assert.equal((await jotmint(['keygen', 'app'])).status, 2);
    assert.ok(!existsSync(join(folder, 'elsewhere')));
    assert.deepEqual(readdirSync(folder), ['app.private.pem']);
  });

  const refusals = [
    [
      'an algorithm that the provider does not take',
      ['--provider', 'neuron', '--algorithm', 'ES256'],
      /neuron takes RS256/,
    ],
    ['an algorithm that is none', ['--algorithm', 'es256'], /--algorithm takes one of/],
    ['a size for what has one', ['--bits', '2048'], /--bits is for RSA/],
    ['a folder that is not there', ['--out', 'none/app.pem'], /no folder for/],
    ['one file for both', ['--out', 'a.pem', '--public-out', 'a.pem'], /a file each/],
    ['to ask where nobody is', ['--encrypt'], /--passphrase-env/],
    ['a folder in the place of a file', ['--out', 'folder', '--force'], /cannot be written/],
  ];
  for (const [name, args, pattern] of refusals) {
    it(`refuses ${name}`, async () => {
      const { folder, jotmint } = desk();
      mkdirSync(join(folder, 'folder'));
      const { status, stdout, stderr } = await jotmint(['keygen', ...args]);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, pattern);
      assert.ok(!/\n\s+at /.test(stderr), 'no stack');
      assert.deepEqual(readdirSync(folder), ['folder']);
    });
  }
});
