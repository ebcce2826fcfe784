/** Headers: read once, and the caller's own each time. */

export default function knownHeaders(
  api,
  { describe, it, assert, keysOf, secret, hs256, onlyHs256 },
) {
  const nested = { x5c: ['a', 'b'], jwk: { kty: 'oct' }, empty: null };

  describe('a header', () => {
    for (const [name, header] of [
      ['with texts alone', { cty: 'text', n: 1, yes: true }],
      ['with lists and objects in it', nested],
      ['with a name that objects have', JSON.parse('{"__proto__":"x","constructor":"y"}')],
    ]) {
      it(`${name} is the same however often it comes, and the caller's own`, async () => {
        const token = api.sign({ n: 1 }, secret, { ...hs256, header });
        const verifier = api.createVerifier(secret, onlyHs256);
        const expected = api.createVerifier(secret, onlyHs256).verify(token).header;
        assert.strictEqual(expected.alg, 'HS256');
        for (const key of Object.keys(header)) assert.ok(Object.hasOwn(expected, key), key);
        for (let turn = 0; turn < 3; turn += 1) {
          const [many] = await verifier.verifyMany([token]);
          const results = [verifier.verify(token), await verifier.verifyAsync(token), many];
          results.push(api.decode(token), api.verify(token, secret, onlyHs256));
          for (const { header: found } of results) {
            assert.deepEqual(found, expected);
            assert.deepEqual(Object.keys(found), Object.keys(expected));
            assert.strictEqual(Object.getPrototypeOf(found), Object.prototype);
            // None of this may be seen by the next.
            found.alg = 'none';
            found.x5c?.push('c');
            if (found.jwk) found.jwk.kty = 'RSA';
            delete found.typ;
          }
        }
      });
    }

    it('is told apart from any other, in any order', async () => {
      const verifier = api.createVerifier(secret, onlyHs256);
      const tokens = Array.from({ length: 600 }, (_, n) =>
        api.sign({ n }, secret, { ...hs256, keyid: `k${n % 12}` }),
      );
      const kid = (n) => `k${n % 12}`;
      const results = await Promise.all([
        verifier.verifyMany(tokens),
        verifier.verifyMany(tokens),
        Promise.all(tokens.map((token) => verifier.verifyAsync(token))),
      ]);
      for (const list of results) {
        list.forEach(({ header, payload }, n) => {
          assert.deepEqual([header.kid, payload.n], [kid(n), n]);
        });
      }
      tokens.forEach((token, n) => {
        assert.deepEqual(verifier.verify(token).header.kid, kid(n));
        assert.deepEqual(api.decode(token).header.kid, kid(n));
      });
    });

    it('comes whole to calls that are under way when their key is disposed of', async () => {
      // Some browsers do not have the symbol yet.
      if (Symbol.dispose === undefined) return;
      for (const algorithm of ['HS256', 'ES256']) {
        const { signing, verifying } = keysOf(algorithm);
        const key = api.importKey(verifying, { algorithm });
        const token = api.sign({ n: 1 }, signing, { algorithm, keyid: 'k' });
        api.verify(token, key);
        const underWay = Array.from({ length: 4 }, () => api.verifyAsync(token, key));
        key[Symbol.dispose]();
        for (const result of await Promise.allSettled(underWay)) {
          assert.strictEqual(result.status, 'fulfilled');
          assert.deepEqual(result.value.header, { alg: algorithm, typ: 'JWT', kid: 'k' });
        }
      }
    });
  });
}
