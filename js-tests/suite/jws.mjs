/** Signatures over any bytes. */

export default function jws(
  api,
  { describe, it, assert, algorithms, keysOf, refused, rejected, secret, hs256, onlyHs256 },
) {
  describe('jws', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);

    for (const algorithm of algorithms) {
      it(`signs and checks any bytes: ${algorithm}`, async () => {
        const { signing, verifying } = keysOf(algorithm);
        const options = { algorithm, keyid: 'k', header: { cty: 'x' } };
        for (const token of [
          api.jws.sign(bytes, signing, options),
          await api.jws.signAsync(bytes, signing, options),
        ]) {
          const allowed = { algorithms: [algorithm] };
          for (const { header, payload, key } of [
            api.jws.verify(token, verifying, allowed),
            await api.jws.verifyAsync(token, verifying, allowed),
          ]) {
            assert.deepEqual(header, { alg: algorithm, kid: 'k', cty: 'x' });
            assert.ok(payload instanceof Uint8Array);
            assert.deepEqual([...payload], [...bytes]);
            assert.ok(key.algorithms.includes(algorithm));
          }
        }
      });
    }

    it('signs a text as UTF-8, and nothing', () => {
      const { payload } = api.jws.verify(api.jws.sign('π💶', secret, hs256), secret, onlyHs256);
      assert.strictEqual(new TextDecoder().decode(payload), 'π💶');
      const empty = api.jws.sign('', secret, hs256);
      assert.strictEqual(empty.split('.')[1], '');
      assert.strictEqual(api.jws.verify(empty, secret, onlyHs256).payload.length, 0);
    });

    it('signs the bytes as they were when it was called', async () => {
      const changing = Uint8Array.from(bytes);
      const promise = api.jws.signAsync(changing, secret, hs256);
      changing.fill(0);
      const { payload } = api.jws.verify(await promise, secret, onlyHs256);
      assert.deepEqual([...payload], [...bytes]);
    });

    it('refuses what is neither bytes nor text', async () => {
      for (const payload of [undefined, null, 5, {}, [1], new ArrayBuffer(4)]) {
        refused(() => api.jws.sign(payload, secret, hs256), 'ERR_OPTION_INVALID');
        await rejected(api.jws.signAsync(payload, secret, hs256), 'ERR_OPTION_INVALID');
      }
    });

    it('is no JWT: claims are not looked at, and a JWT is no exception', () => {
      const token = api.sign({ exp: 1 }, secret, hs256);
      api.jws.verify(token, secret, onlyHs256);
      refused(() => api.verify(token, secret, onlyHs256), 'ERR_JWT_EXPIRED');
    });
  });
}
