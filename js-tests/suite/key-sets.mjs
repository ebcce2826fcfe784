/** Several keys: lists, JWKS, and which of them a token picks. */

export default function keySets(api, { describe, it, assert, refused, rejected }) {
  const pairs = ['ES256', 'ES256', 'EdDSA'].map((algorithm, index) =>
    api.generateKeyPair(algorithm, { keyid: `k${index}` }),
  );
  const publicKeys = pairs.map(({ publicKey }) => publicKey);
  const set = { keys: publicKeys.map((key) => key.toJwk()) };
  const anonymous = ({ privateKey }) => {
    const { kid, ...jwk } = privateKey.toJwk();
    return api.importKey(jwk);
  };

  describe('several keys', () => {
    for (const [name, keys] of [
      ['a list of keys', publicKeys],
      ['a JWKS', set],
      ['a JWKS as text', JSON.stringify(set)],
      ['a list of JWKs', set.keys],
      ['a list of PEMs and keys', [publicKeys[0], ...set.keys.slice(1)]],
    ]) {
      it(`are picked from by kid: ${name}`, async () => {
        for (const [index, { privateKey }] of pairs.entries()) {
          const token = api.sign({ sub: 'a' }, privateKey);
          for (const { key } of [api.verify(token, keys), await api.verifyAsync(token, keys)]) {
            assert.strictEqual(key.keyid, `k${index}`);
            assert.strictEqual(key.thumbprint(), publicKeys[index].thumbprint());
          }
          assert.strictEqual(api.jws.verify(token, keys).key.keyid, `k${index}`);
        }
      });

      it(`are all tried where the token has no kid: ${name}`, () => {
        for (const [index, pair] of pairs.entries()) {
          const { key } = api.verify(api.sign({}, anonymous(pair)), keys);
          assert.strictEqual(key.keyid, `k${index}`);
        }
      });

      it(`refuse a kid they do not have: ${name}`, async () => {
        const token = api.sign({}, pairs[0].privateKey, { keyid: 'other' });
        const error = refused(() => api.verify(token, keys), 'ERR_KEY_NOT_FOUND');
        assert.match(error.message, /"other"/);
        await rejected(api.verifyAsync(token, keys), 'ERR_KEY_NOT_FOUND');
      });

      it(`refuse a token of none of them: ${name}`, () => {
        const { privateKey } = api.generateKeyPair('ES256');
        refused(() => api.verify(api.sign({}, privateKey), keys), 'ERR_SIGNATURE_INVALID');
        const stolen = api.sign({}, privateKey, { keyid: 'k0' });
        refused(() => api.verify(stolen, keys), 'ERR_SIGNATURE_INVALID');
      });
    }

    it('with the same kid are tried one after the other', () => {
      const twins = [api.generateKeyPair('ES256'), api.generateKeyPair('ES256')];
      const keys = twins.map(({ publicKey }) => ({ ...publicKey.toJwk(), kid: 'same' }));
      for (const [index, { privateKey }] of twins.entries()) {
        const { key } = api.verify(api.sign({}, privateKey, { keyid: 'same' }), { keys });
        assert.strictEqual(key.thumbprint(), twins[index].publicKey.thumbprint());
      }
    });

    it('do not lend their algorithm to each other', () => {
      // The kid of the EC key in a token that the Ed25519 key signed.
      const token = api.sign({}, pairs[2].privateKey, { keyid: 'k0' });
      refused(() => api.verify(token, set), 'ERR_ALG_MISMATCH');
    });

    it('one key is tried whatever its kid', () => {
      const token = api.sign({}, pairs[0].privateKey, { keyid: 'other' });
      api.verify(token, publicKeys[0]);
      api.verify(token, [publicKeys[0]]);
    });
  });

  describe('a JWKS', () => {
    it('may hold keys that are of no use here', () => {
      const mixed = {
        keys: [
          { kty: 'LWE' },
          { kty: 'RSA', use: 'enc' },
          5,
          { kty: 'OKP', crv: 'X25519' },
          ...set.keys,
        ],
      };
      const { key } = api.verify(api.sign({}, pairs[1].privateKey), mixed);
      assert.strictEqual(key.keyid, 'k1');
    });

    it('without a key that is of use is refused', () => {
      const token = api.sign({}, pairs[0].privateKey);
      refused(() => api.verify(token, { keys: [] }), 'ERR_KEY_SET_EMPTY');
      refused(() => api.verify(token, { keys: [{ kty: 'LWE' }] }), 'ERR_KEY_SET_EMPTY');
      refused(() => api.verify(token, '{"keys":[]}'), 'ERR_KEY_SET_EMPTY');
      refused(() => api.verify(token, { keys: {} }), 'ERR_KEY_FORMAT');
    });

    it('that changes between two calls is seen anew', () => {
      const rotating = { keys: [set.keys[0]] };
      const token = api.sign({}, pairs[1].privateKey);
      refused(() => api.verify(token, rotating), 'ERR_SIGNATURE_INVALID');
      rotating.keys.push(set.keys[1]);
      assert.strictEqual(api.verify(token, rotating).key.keyid, 'k1');
      rotating.keys.shift();
      rotating.keys.pop();
      refused(() => api.verify(token, rotating), 'ERR_KEY_SET_EMPTY');
    });
  });
}
