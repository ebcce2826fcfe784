/** What others published: `crates/core/tests/vectors`, through the JavaScript API. */

export default function vectors(api, { describe, it, assert, vectors: files, refused }) {
  const signed = ['rfc7515', 'rfc7520', 'rfc8037', 'rfc9864', 'es256k'];
  const publicOf = ({ d, p, q, dp, dq, qi, ...jwk }) => jwk;
  const publicKeyOf = (jwk) => (jwk.kty === 'oct' ? jwk : publicOf(jwk));

  describe('published signatures', () => {
    for (const file of signed) {
      for (const { name, alg, jwk, header, payload, token, deterministic, valid } of files[file]
        .vectors) {
        it(name, () => {
          if (!valid) {
            refused(() => api.jws.verify(token, api.generateSecret('HS256')), 'ERR_ALG_NONE');
            return;
          }
          const result = api.jws.verify(token, publicKeyOf(jwk), { algorithms: [alg] });
          assert.deepEqual(result.header, JSON.parse(header));
          assert.strictEqual(new TextDecoder().decode(result.payload), payload);
          assert.strictEqual(
            new TextDecoder().decode(api.jws.verify(token, publicKeyOf(jwk)).payload),
            payload,
          );

          const changed = `${token.slice(0, -8)}${token.at(-8) === 'A' ? 'B' : 'A'}${token.slice(-7)}`;
          refused(() => api.jws.verify(changed, publicKeyOf(jwk)), 'ERR_SIGNATURE_INVALID');

          // Where the header is one that we would write, and the signature has no chance in it.
          const { kid } = JSON.parse(header);
          const ours = JSON.stringify({ alg, ...(kid === undefined ? {} : { kid }) });
          if (deterministic && ours === header) {
            assert.strictEqual(api.jws.sign(payload, jwk, { algorithm: alg }), token);
          }
        });
      }
    }

    it('reproduce some of them byte by byte', () => {
      const { jwk, payload, token } = files.rfc8037.vectors[0];
      assert.strictEqual(api.jws.sign(payload, jwk), token);
      const rs256 = files.rfc7520.vectors[0];
      assert.strictEqual(api.jws.sign(rs256.payload, rs256.jwk), rs256.token);
    });
  });

  describe('published thumbprints', () => {
    for (const { name, jwk, sha256 } of files.rfc7638.vectors) {
      it(name, () => {
        // Some are for encryption, which does not count in a thumbprint and is refused here.
        const { use, alg, ...bare } = jwk;
        const key = api.importKey(bare, { allowWeakKey: true });
        assert.strictEqual(key.thumbprint(), sha256);
      });
    }
  });

  describe("Infura's documentation", () => {
    const { public_key: key, tokens } = files.seed;

    it('has a public key with this fingerprint', () => {
      assert.strictEqual(api.importKey(key.pem).fingerprint(), key.fingerprint);
      assert.strictEqual(api.importKey(key.pem_as_published).fingerprint(), key.fingerprint);
      assert.strictEqual(key.fingerprint, 'XNovFHIwFgboJsEoOjh0UtFu1cDZ458DKYqZf2r5B7k=');
    });

    for (const { name, header, payload, token } of tokens) {
      it(`has a token that can be taken apart, and was signed with another key: ${name}`, () => {
        const decoded = api.decode(token);
        assert.deepEqual(decoded.header, JSON.parse(header));
        assert.deepEqual(decoded.payload, JSON.parse(payload));
        refused(() => api.verify(token, key.pem, { now: 1_700_000_000 }), 'ERR_SIGNATURE_INVALID');
      });
    }
  });
}
