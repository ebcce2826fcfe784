/** Making, checking and taking apart tokens, with every algorithm. */
import { base64url, bytesOf } from './compact.mjs';

export default function tokens(
  api,
  { describe, it, assert, algorithms, keysOf, refused, rejected, secret, hs256, onlyHs256 },
) {
  const signatureLength = {
    HS256: 32,
    HS384: 48,
    HS512: 64,
    ES256: 64,
    ES384: 96,
    ES512: 132,
    ES256K: 64,
    EdDSA: 64,
    Ed25519: 64,
  };

  describe('a token', () => {
    for (const algorithm of algorithms) {
      it(`is made, checked and taken apart: ${algorithm}`, async () => {
        const { signing, verifying } = keysOf(algorithm);
        const payload = { sub: 'alice', list: [1, 'zwei', { drei: null }], ok: true, π: '💶' };
        const options = { algorithm, keyid: 'k1', noTimestamp: true };
        for (const token of [
          api.sign(payload, signing, options),
          await api.signAsync(payload, signing, options),
        ]) {
          const [, , signature] = token.split('.');
          assert.strictEqual(bytesOf(signature).length, signatureLength[algorithm] ?? 256);

          const allowed = { algorithms: [algorithm] };
          for (const verified of [
            api.verify(token, verifying, allowed),
            await api.verifyAsync(token, verifying, allowed),
          ]) {
            assert.deepEqual(verified.header, { alg: algorithm, typ: 'JWT', kid: 'k1' });
            assert.deepEqual(verified.payload, payload);
            assert.ok(verified.key instanceof api.Key);
            assert.ok(verified.key.algorithms.includes(algorithm));
          }

          const decoded = api.decode(token);
          assert.deepEqual(decoded.header, { alg: algorithm, typ: 'JWT', kid: 'k1' });
          assert.deepEqual(decoded.payload, payload);
          assert.ok(decoded.signature instanceof Uint8Array);
          assert.deepEqual([...decoded.signature], [...bytesOf(signature)]);
        }
      });

      it(`is refused when any part of it is another: ${algorithm}`, async () => {
        const { signing, verifying } = keysOf(algorithm);
        const allowed = { algorithms: [algorithm] };
        const [header, payload, signature] = api
          .sign({ sub: 'alice' }, signing, { algorithm })
          .split('.');
        const other = api.sign({ sub: 'mallory' }, signing, { algorithm }).split('.');
        const bytes = bytesOf(signature);
        const flipped = Uint8Array.from(bytes);
        flipped[bytes.length >> 1] ^= 1;
        const otherHeader = api.sign({}, signing, { algorithm, keyid: 'x' }).split('.')[0];
        for (const token of [
          [header, other[1], signature],
          [header, payload, other[2]],
          [otherHeader, payload, signature],
          [header, payload, ''],
          [header, payload, base64url(bytes.slice(0, -1))],
          [header, payload, base64url(flipped)],
          [header, payload, base64url([0, ...bytes])],
          [header, payload, base64url([...bytes, 0])],
        ].map((parts) => parts.join('.'))) {
          refused(() => api.verify(token, verifying, allowed), 'ERR_SIGNATURE_INVALID');
          await rejected(api.verifyAsync(token, verifying, allowed), 'ERR_SIGNATURE_INVALID');
          refused(() => api.jws.verify(token, verifying, allowed), 'ERR_SIGNATURE_INVALID');
        }
      });
    }

    it('is made with the algorithm that goes with the key', () => {
      for (const algorithm of ['RS256', 'ES256', 'ES384', 'ES512', 'ES256K', 'EdDSA']) {
        const { header } = api.decode(api.sign({}, keysOf(algorithm).signing));
        assert.strictEqual(header.alg, algorithm);
      }
    });

    it('under the one name of Ed25519 is taken by a key made for the other', () => {
      const { privateKey, publicKey } = api.generateKeyPair('Ed25519');
      assert.strictEqual(api.decode(api.sign({}, privateKey)).header.alg, 'Ed25519');
      api.verify(api.sign({}, privateKey, { algorithm: 'EdDSA' }), publicKey);
      const token = api.sign({}, privateKey);
      const only = { algorithms: ['EdDSA'] };
      refused(() => api.verify(token, publicKey, only), 'ERR_ALG_NOT_ALLOWED');
    });

    it('is never taken under an algorithm that the caller leaves out', () => {
      const { signing, verifying } = keysOf('RS256');
      const token = api.sign({}, signing, { algorithm: 'PS256' });
      api.verify(token, verifying);
      const only = { algorithms: ['RS256', 'RS384'] };
      refused(() => api.verify(token, verifying, only), 'ERR_ALG_NOT_ALLOWED');
    });

    it('may hold what an object in JavaScript has of its own', () => {
      const payload = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":"x"}');
      const { payload: back } = api.verify(api.sign(payload, secret, hs256), secret, onlyHs256);
      assert.strictEqual(Object.getPrototypeOf(back), Object.prototype);
      assert.ok(Object.hasOwn(back, '__proto__'));
      assert.strictEqual(back.admin, undefined);
    });

    it('is made of what toJSON says', () => {
      const payload = { toJSON: () => ({ sub: 'alice' }) };
      assert.strictEqual(api.decode(api.sign(payload, secret, hs256)).payload.sub, 'alice');
    });

    it('does not change what it is made of', () => {
      const payload = Object.freeze({ sub: 'alice' });
      const options = Object.freeze({ ...hs256, expiresIn: '1h', header: Object.freeze({ a: 1 }) });
      api.sign(payload, secret, options);
      assert.deepEqual(payload, { sub: 'alice' });
    });

    it('may be as long as the longest that is taken, and not longer', () => {
      const token = api.sign({ text: 'x'.repeat(190_000) }, secret, hs256);
      assert.ok(token.length < 262_144);
      api.verify(token, secret, onlyHs256);
      const long = api.sign({ text: 'x'.repeat(200_000) }, secret, hs256);
      refused(() => api.verify(long, secret, onlyHs256), 'ERR_TOKEN_TOO_LONG');
      api.verify(long, secret, { ...onlyHs256, maxTokenLength: long.length });
      const short = { ...onlyHs256, maxTokenLength: long.length - 1 };
      refused(() => api.verify(long, secret, short), 'ERR_TOKEN_TOO_LONG');
    });
  });

  describe('what is no payload', () => {
    const circle = {};
    circle.self = circle;
    const deep = Array(10_000).fill('[').join('') + Array(10_000).fill(']').join('');
    const none = {
      undefined,
      null: null,
      'a text': 'text',
      'a number': 1,
      'a boolean': true,
      'a function': () => ({}),
      'an array': [1],
      'a Map': new Map([['sub', 'a']]),
      'a Set': new Set([1]),
      'a promise': Promise.resolve({ sub: 'a' }),
      'a circle': circle,
      'a BigInt': { big: 1n },
      bytes: new Uint8Array(3),
      'a Date': new Date(),
      '10,000 levels': { deep: JSON.parse(deep) },
      '65 levels': { deep: JSON.parse('['.repeat(64) + ']'.repeat(64)) },
    };
    for (const [name, payload] of Object.entries(none)) {
      if (name === 'bytes') continue;
      it(name, async () => {
        refused(() => api.sign(payload, secret, hs256), 'ERR_PAYLOAD_INVALID');
        await rejected(api.signAsync(payload, secret, hs256), 'ERR_PAYLOAD_INVALID');
        await rejected(
          api.createSigner(secret, hs256).signMany([{}, payload]),
          'ERR_PAYLOAD_INVALID',
        );
      });
    }

    it('64 levels are taken', () => {
      const payload = { deep: JSON.parse('['.repeat(63) + ']'.repeat(63)) };
      const token = api.sign(payload, secret, hs256);
      assert.deepEqual(api.verify(token, secret, onlyHs256).payload.deep, payload.deep);
    });
  });
}
