/** Nothing is parsed twice, and nothing is remembered that should not be. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, createSecretKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addonPath } from './addon.mjs';
import { files } from './material.mjs';

const counting = fileURLToPath(new URL('./programs/counting-addon.cjs', import.meta.url));
process.env.COUNTED_ADDON = addonPath();
process.env.JOTMINT_ADDON = counting;
const { counts } = createRequire(import.meta.url)(counting);
const api = await import('jotmint');
const { default: jwt } = await import('jotmint/jsonwebtoken');

const pem = files['infura-ec.private.pem'];
const publicPem = files['infura-ec.public.pem'];
const imports = () => counts.importText + counts.importBytes + counts.importSecret;

/** Text that no test has used before, for the same key. */
let fresh = 0;
function anew(text) {
  fresh += 1;
  return text + '\n'.repeat(fresh);
}

describe('the import cache', () => {
  beforeEach(() => {
    for (const name of Object.keys(counts)) counts[name] = 0;
  });

  it('has a counterpart in the drop-in for jsonwebtoken', () => {
    const [signing, verifying, secret] = [anew(pem), Buffer.from(anew(publicPem)), anew('secret')];
    const locked = { key: anew(files['infura-ec.encrypted.pem']), passphrase: 'correct' };
    for (let round = 0; round < 50; round += 1) {
      jwt.verify(jwt.sign({ round }, signing, { algorithm: 'ES256' }), verifying);
      jwt.verify(jwt.sign({ round }, { ...locked }, { algorithm: 'ES256' }), verifying);
      jwt.sign({ round }, secret);
    }
    assert.equal(imports(), 4);
  });

  it('reads the same PEM once for signing and once for verifying', async () => {
    const [signing, verifying] = [anew(pem), anew(publicPem)];
    for (let round = 0; round < 50; round += 1) {
      const token = api.sign({ round }, signing, { expiresIn: '1h' });
      api.verify(token, verifying, { maxAge: '1h' });
      api.verify(await api.signAsync({}, signing, { expiresIn: '1h' }), verifying);
      api.jws.verify(api.jws.sign('x', signing), verifying);
    }
    assert.equal(imports(), 2);
    assert.equal(counts.createSigner, 1);
    assert.equal(counts.createVerifier, 2);
  });

  it('reads the same bytes once, whichever buffer holds them', () => {
    const signing = anew(pem);
    for (let round = 0; round < 20; round += 1) api.sign({}, Buffer.from(signing));
    assert.equal(imports(), 1);
    const der = api.importKey(pem).toDer();
    counts.importBytes = 0;
    for (let round = 0; round < 20; round += 1) api.sign({}, Uint8Array.from(der));
    assert.equal(counts.importBytes, 1);
  });

  it('reads the same KeyObject once', () => {
    const keys = [createPrivateKey(pem), createPublicKey(pem)];
    for (let round = 0; round < 20; round += 1) api.verify(api.sign({}, keys[0]), keys[1]);
    assert.equal(imports(), 2);
    const secret = createSecretKey(Buffer.alloc(32, 1));
    for (let round = 0; round < 20; round += 1) api.verify(api.sign({}, secret), secret);
    assert.equal(counts.importSecret, 1);
  });

  it('knows a JWK and a JWKS by what they say', () => {
    const { privateKey, publicKey } = api.generateKeyPair('ES256', { keyid: 'k' });
    const [jwk, set] = [privateKey.toJwk(), { keys: [publicKey.toJwk()] }];
    for (let round = 0; round < 20; round += 1) {
      api.verify(api.sign({}, { ...jwk }), { keys: [{ ...set.keys[0] }] });
    }
    assert.equal(imports(), 1);
    assert.equal(counts.importKeySet, 1);
    api.sign({}, { ...jwk, kid: 'other' });
    assert.equal(imports(), 2);
  });

  it('tells keys apart by every character, and by what they are for', () => {
    const secret = 'a secret of more than thirty-two bytes: 1';
    for (const text of [secret, secret.replace('1', '2')]) {
      const token = api.sign({}, text, { algorithm: 'HS256' });
      assert.throws(() => api.verify(token, `${text} `, { algorithms: ['HS256'] }));
      api.verify(token, text, { algorithms: ['HS256'] });
      // Without the algorithm's name it is no key, however often it was one.
      assert.throws(() => api.verify(token, text), { code: 'ERR_KEY_FORMAT' });
    }
  });

  it('does not remember what was refused', () => {
    for (let round = 0; round < 3; round += 1) {
      assert.throws(() => api.sign({}, 'no key'), { code: 'ERR_KEY_FORMAT' });
    }
    assert.equal(imports(), 3);
  });

  it('does not remember what importKey reads: its options may hold a passphrase', () => {
    const text = anew(pem);
    api.importKey(text, { keyid: 'k' });
    assert.equal('kid' in api.decode(api.sign({}, text)).header, false);
    assert.equal(imports(), 2);
  });

  it('is bounded: a key that was not used for long is read again', () => {
    const first = anew(pem);
    const kept = [];
    // Kept alive here, so that only the bound can make room.
    const use = (text) => kept.push(api.verify(api.sign({}, pem), text).key);
    const verifying = anew(publicPem);
    use(verifying);
    const before = imports();
    use(verifying);
    assert.equal(imports(), before);
    for (let count = 0; count < 40; count += 1) use(anew(publicPem));
    const filled = imports();
    use(verifying);
    assert.equal(imports(), filled + 1);
    assert.ok(first);
  });

  it('hands on digests, not keys', () => {
    const text = anew(pem);
    api.sign({}, text);
    assert.equal(counts.digest, 1);
  });

  it('prepares options once for each key, and a bounded number of them', () => {
    const key = api.importKey(pem);
    for (let round = 0; round < 10; round += 1) {
      for (const issuer of ['a', 'b', 'c']) api.sign({}, key, { issuer });
    }
    assert.equal(counts.createSigner, 3);
    for (let count = 0; count < 20; count += 1) api.sign({}, key, { issuer: `i${count}` });
    counts.createSigner = 0;
    api.sign({}, key, { issuer: 'a' });
    assert.equal(counts.createSigner, 1);
  });
});
