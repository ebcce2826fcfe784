/** Keys as Node has them: KeyObjects, Buffers, and every form that node:crypto and jose write. */
import assert from 'node:assert/strict';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  KeyObject,
  X509Certificate,
} from 'node:crypto';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importJWK,
  importPKCS8,
  importSPKI,
} from 'jose';
import * as api from 'jotmint';
import { kitOf } from '../suite/kit.mjs';
import { files } from './material.mjs';

const { refused, keysOf, algorithms } = kitOf(api, { assert, files });
const asymmetric = algorithms.filter((algorithm) => !algorithm.startsWith('HS'));

function fingerprintOf(keyObject) {
  const publicKey = keyObject.type === 'public' ? keyObject : createPublicKey(keyObject);
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('base64');
}

describe('KeyObjects', () => {
  for (const algorithm of asymmetric) {
    it(`sign and verify: ${algorithm}`, async () => {
      const { signing, verifying } = keysOf(algorithm);
      const [privateKey, publicKey] = [createPrivateKey(signing), createPublicKey(verifying)];
      for (const token of [
        api.sign({}, privateKey, { algorithm }),
        await api.signAsync({}, privateKey, { algorithm }),
      ]) {
        api.verify(token, publicKey, { algorithms: [algorithm] });
        await api.verifyAsync(token, [publicKey], { algorithms: [algorithm] });
      }
      assert.equal(api.importKey(privateKey).fingerprint(), fingerprintOf(privateKey));
      assert.equal(api.importKey(publicKey, { keyid: 'k' }).keyid, 'k');
    });
  }

  it('are secrets where they say so', () => {
    const secret = createSecretKey(Buffer.alloc(64, 7));
    for (const algorithm of ['HS256', 'HS384', 'HS512']) {
      const token = api.sign({}, secret, { algorithm });
      api.verify(token, secret, { algorithms: [algorithm] });
      api.verify(token, Buffer.alloc(64, 7), { algorithms: [algorithm] });
      api.verify(token, secret);
    }
    assert.equal(api.decode(api.sign({}, secret)).header.alg, 'HS256');
    refused(() => api.sign({}, createSecretKey(Buffer.alloc(8))), 'ERR_KEY_TOO_SMALL');
    refused(() => api.sign({}, secret, { algorithm: 'RS256' }), 'ERR_KEY_TYPE');
  });

  it("may be WebCrypto's, in synchronous calls too", async () => {
    const how = { name: 'ECDSA', namedCurve: 'P-256' };
    const usages = ['sign', 'verify'];
    for (const extractable of [true, false]) {
      const { privateKey, publicKey } = await crypto.subtle.generateKey(how, extractable, usages);
      const token = api.sign({}, KeyObject.from(privateKey));
      api.verify(token, KeyObject.from(publicKey));
      api.verify(api.sign({}, privateKey), publicKey);
      refused(() => api.sign({}, publicKey), 'ERR_KEY_KIND');
      refused(() => api.verify(token, privateKey), 'ERR_KEY_KIND');
    }
  });

  it('of RSA-PSS serve the PS algorithms alone', () => {
    const pair = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    const key = api.importKey(pair.privateKey);
    assert.deepEqual([...key.algorithms], ['PS256', 'PS384', 'PS512']);
    assert.equal(key.fingerprint(), fingerprintOf(pair.publicKey));
    api.verify(api.sign({}, pair.privateKey), pair.publicKey);
    refused(() => api.sign({}, pair.privateKey, { algorithm: 'RS256' }), 'ERR_KEY_TYPE');

    const only = { modulusLength: 2048, hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384' };
    const restricted = generateKeyPairSync('rsa-pss', { ...only, saltLength: 48 });
    assert.deepEqual([...api.importKey(restricted.publicKey).algorithms], ['PS384']);
    api.verify(api.sign({}, restricted.privateKey), restricted.publicKey);
  });

  it('of other kinds are refused by name', () => {
    for (const [type, name] of [
      ['x25519', /X25519/],
      ['x448', /X448/],
      ['ed448', /Ed448/],
    ]) {
      const { message } = refused(
        () => api.importKey(generateKeyPairSync(type).privateKey),
        'ERR_KEY_UNSUPPORTED',
      );
      assert.match(message, name);
    }
    const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
    refused(() => api.sign({}, dsa.privateKey), 'ERR_KEY_UNSUPPORTED');
    const p224 = generateKeyPairSync('ec', { namedCurve: 'P-224' });
    refused(() => api.sign({}, p224.privateKey), 'ERR_KEY_UNSUPPORTED');
  });

  it('of the wrong half are refused', () => {
    const { signing, verifying } = keysOf('RS256');
    refused(() => api.sign({}, createPublicKey(verifying)), 'ERR_KEY_KIND');
    const token = api.sign({}, signing);
    refused(() => api.verify(token, createPrivateKey(signing)), 'ERR_KEY_KIND');
  });

  it('of a certificate are its public key', () => {
    const certificate = new X509Certificate(files['infura-rsa.certificate.pem']);
    const token = api.sign({}, files['infura-rsa.private.pem']);
    api.verify(token, certificate.publicKey);
    api.verify(token, certificate.raw);
    api.verify(token, certificate.toString());
  });

  it('that are only dressed up as such are refused', () => {
    refused(() => api.sign({}, { type: 'private', export: () => 'key' }), 'ERR_KEY_JWK');
    refused(() => api.sign({}, Object.create(KeyObject.prototype)), 'ERR_KEY_FORMAT');
  });
});

describe('keys that node:crypto writes', () => {
  const kinds = {
    RSA: ['rsa', { modulusLength: 2048 }, ['pkcs1', 'pkcs8'], ['pkcs1', 'spki']],
    'P-256': ['ec', { namedCurve: 'P-256' }, ['sec1', 'pkcs8'], ['spki']],
    'P-384': ['ec', { namedCurve: 'P-384' }, ['sec1', 'pkcs8'], ['spki']],
    'P-521': ['ec', { namedCurve: 'P-521' }, ['sec1', 'pkcs8'], ['spki']],
    secp256k1: ['ec', { namedCurve: 'secp256k1' }, ['sec1', 'pkcs8'], ['spki']],
    Ed25519: ['ed25519', {}, ['pkcs8'], ['spki']],
  };
  for (const [name, [type, options, privateTypes, publicTypes]] of Object.entries(kinds)) {
    // More than once: numbers with leading zeros are written differently.
    const rounds = type === 'rsa' ? 1 : 10;
    it(`are read, and the other way round: ${name}`, () => {
      for (let round = 0; round < rounds; round += 1) {
        const pair = generateKeyPairSync(type, options);
        const fingerprint = fingerprintOf(pair.publicKey);
        for (const [keyObject, types] of [
          [pair.privateKey, privateTypes],
          [pair.publicKey, publicTypes],
        ]) {
          const jwk = keyObject.export({ format: 'jwk' });
          assert.deepEqual(api.importKey(keyObject).toJwk(), jwk);
          assert.equal(api.importKey(jwk).fingerprint(), fingerprint);
          for (const type of types) {
            for (const format of ['pem', 'der']) {
              const key = api.importKey(keyObject.export({ format, type }));
              assert.equal(key.kind, keyObject.type);
              assert.equal(key.fingerprint(), fingerprint);
              const written = format === 'pem' ? key.toPem(type) : Buffer.from(key.toDer(type));
              const back =
                key.kind === 'private'
                  ? createPrivateKey({ key: written, format, type })
                  : createPublicKey({ key: written, format, type });
              assert.ok(back.equals(keyObject), `${format} ${type}`);
            }
          }
        }
      }
    });

    it(`are decrypted: ${name}`, () => {
      const { privateKey } = generateKeyPairSync(type, options);
      for (const cipher of ['aes-128-cbc', 'aes-256-cbc']) {
        for (const format of ['pem', 'der']) {
          const passphrase = 'pässword';
          const locked = privateKey.export({ format, type: 'pkcs8', cipher, passphrase });
          const key = api.importKey(locked, { passphrase });
          assert.equal(key.fingerprint(), fingerprintOf(privateKey));
          refused(() => api.importKey(locked, { passphrase: 'password' }), 'ERR_KEY_PASSPHRASE');
        }
      }
    });
  }
});

describe('keys that jose writes', () => {
  for (const algorithm of ['RS256', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']) {
    it(`are read, and the other way round: ${algorithm}`, async () => {
      const pair = await generateKeyPair(algorithm, { extractable: true });
      const [pkcs8, spki] = [await exportPKCS8(pair.privateKey), await exportSPKI(pair.publicKey)];
      const jwk = await exportJWK(pair.publicKey);
      const [privateKey, publicKey] = [api.importKey(pkcs8), api.importKey(spki)];
      assert.equal(privateKey.fingerprint(), publicKey.fingerprint());
      assert.equal(publicKey.thumbprint(), await calculateJwkThumbprint(jwk));
      assert.equal(api.importKey(jwk).thumbprint(), publicKey.thumbprint());
      assert.equal(privateKey.thumbprint(), publicKey.thumbprint());

      const made = await api.generateKeyPairAsync(algorithm);
      await importPKCS8(made.privateKey.toPem(), algorithm);
      await importSPKI(made.publicKey.toPem(), algorithm);
      await importJWK(made.privateKey.toJwk(), algorithm);
      assert.equal(
        await calculateJwkThumbprint(made.publicKey.toJwk()),
        made.privateKey.thumbprint(),
      );
    });
  }
});

describe('Buffers', () => {
  it('are bytes like any others', () => {
    const { signing, verifying } = keysOf('ES256');
    const token = api.sign({}, Buffer.from(signing));
    api.verify(token, Buffer.from(verifying));
    api.verify(token, createPublicKey(verifying).export({ format: 'der', type: 'spki' }));
    const { payload } = api.jws.verify(api.jws.sign(Buffer.from('x'), signing), verifying);
    assert.equal(Buffer.from(payload).toString(), 'x');
  });

  it('may be other views, or a bare ArrayBuffer', () => {
    const der = api.importKey(files['infura-ec.private.pem']).toDer();
    const padded = new Uint8Array(der.length + 3);
    padded.set(der, 1);
    const view = new DataView(padded.buffer, 1, der.length);
    const bare = padded.buffer.slice(1, 1 + der.length);
    const fingerprint = api.importKey(der).fingerprint();
    assert.equal(api.importKey(view).fingerprint(), fingerprint);
    assert.equal(api.importKey(bare).fingerprint(), fingerprint);
  });
});

describe('what is printed', () => {
  it('of a key holds no secret', () => {
    for (const algorithm of ['HS256', 'RS256', 'ES256', 'EdDSA']) {
      const key = api.importKey(keysOf(algorithm).signing, { algorithm });
      const { d, k } = key.toJwk();
      const pem = k === undefined ? key.toPem().split('\n')[1] : k;
      for (const hidden of [true, false]) {
        const printed = inspect(key, { showHidden: hidden, depth: 20, getters: true });
        assert.match(printed, /Key/);
        assert.ok(!printed.includes(d ?? k) && !printed.includes(pem), printed);
      }
      // A clone is what is printed, and no key.
      refused(() => api.sign({}, structuredClone(key)), 'ERR_KEY_JWK');
    }
  });

  it('of an error says its name and code once', () => {
    const error = refused(() => api.decode('x'), 'ERR_TOKEN_PARTS');
    const printed = inspect(error);
    assert.match(printed, /^JotError: The token has 1 part/);
    assert.equal(printed.split('JotError').length, 2);
    assert.match(printed, /code: 'ERR_TOKEN_PARTS'/);
  });

  it('of an error never holds the key', () => {
    const pem = files['infura-rsa.private.pem'];
    for (const call of [
      () => api.sign({}, pem, { algorithm: 'ES256' }),
      () => api.sign({}, pem.replace('MII', 'MIJ')),
      () => api.sign({}, pem.slice(40)),
      () => api.importKey({ ...api.importKey(pem).toJwk(), n: 'AQAB' }),
      () => api.verify('x', pem),
    ]) {
      assert.throws(call, (error) => {
        const printed = inspect(error, { depth: 20 });
        return !pem
          .split('\n')
          .slice(1, -2)
          .some((line) => printed.includes(line.slice(0, 20)));
      });
    }
  });
});
