/** Everything there is to say about a token, at once. */

export default function diagnose(api, { describe, it, assert, fc, files, refused, compact }) {
  const NOW = 1_800_000_000;
  const RSA = files['infura-rsa.private.pem'];
  const PUBLIC = files['infura-rsa.public.pem'];
  const keyid = '42f5184e315e40d4b79325778691093a';
  const lines = (findings) =>
    findings.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
  const of = (token, options = {}) => lines(api.diagnose(token, { now: NOW, ...options }));
  /** A token as others make it, with a signature that nobody made. */
  const forged = (header, payload) =>
    compact(JSON.stringify(header), JSON.stringify(payload), new Uint8Array(256));

  describe('diagnose', () => {
    it('finds nothing wrong with what this package mints', () => {
      const infura = api.infura.sign({ methods: ['eth_getBalance'] }, RSA, {
        keyid,
        expiresIn: '1h',
        now: NOW,
      });
      assert.deepEqual(of(infura, { key: PUBLIC, provider: 'infura' }), [
        'info NOTE_SIGNED_BY $.signature',
        'info NOTE_KEYID_OR_API_KEY $.header.kid',
      ]);
      const neuron = api.neuron.sign({ user: 'bob' }, RSA, {
        issuer: 'ci-bot',
        expiresIn: '1h',
        now: NOW,
      });
      assert.deepEqual(of(neuron, { key: PUBLIC, provider: 'neuron' }), [
        'info NOTE_SIGNED_BY $.signature',
        'info NOTE_KEY_FILE $.payload.iss',
      ]);
    });

    it('says everything at once', () => {
      const header = { alg: 'HS256', typ: 'JWT' };
      const payload = { exp: '1800000000', methods: ['eth_getBlance'], addresses: ['vitalik.eth'] };
      assert.deepEqual(of(forged(header, payload), { provider: 'infura', key: PUBLIC }), [
        'error ERR_PROVIDER_ALGORITHM $.header.alg',
        'error ERR_ALG_MISMATCH $.header.alg',
        'error ERR_CLAIM_INVALID $.payload.exp',
        'info NOTE_NO_ISSUED_AT $.payload.iat',
        'error ERR_CLAIM_MISSING $.header.kid',
        'error ERR_CLAIM_MISSING $.payload.aud',
        'error ERR_PROVIDER_ADDRESS $.payload.addresses[0]',
        'warning NOTE_METHOD_UNKNOWN $.payload.methods[0]',
      ]);
    });

    it('has words for people', () => {
      const [finding] = api.diagnose('Bearer a.b', { now: NOW });
      assert.deepEqual(finding, {
        code: 'ERR_TOKEN_PARTS',
        severity: 'error',
        path: '$',
        message:
          'The token has 2 part(s); a signed token has three, separated by dots (five would be an encrypted one).',
        hint: 'Was it cut off, or is it another kind of text?',
      });
      const [signed] = api.diagnose(api.sign({}, RSA), { key: PUBLIC });
      assert.strictEqual('hint' in signed, false);
    });

    it('names the key that signed', () => {
      const others = ['ES256', 'EdDSA'].map(
        (algorithm) => api.generateKeyPair(algorithm, { keyid: algorithm }).publicKey,
      );
      const token = api.sign({}, RSA);
      const fingerprint = api.importKey(PUBLIC).fingerprint();
      const jwks = { keys: [...others.map((key) => key.toJwk()), api.importKey(PUBLIC).toJwk()] };
      for (const key of [[...others, PUBLIC], jwks, JSON.stringify(jwks), RSA, [PUBLIC]]) {
        const found = api.diagnose(token, { key }).find(({ path }) => path === '$.signature');
        assert.strictEqual(found.code, 'NOTE_SIGNED_BY');
        assert.ok(found.message.includes(fingerprint), found.message);
      }
      const none = [api.generateKeyPair('ES256').publicKey, files['neuron.public.pem']];
      assert.ok(of(token, { key: none }).includes('error ERR_SIGNATURE_INVALID $.signature'));
      assert.ok(of(token).includes('info NOTE_SIGNATURE_UNCHECKED $.signature'));
    });

    it('goes by the clock it is given, or by the one there is', () => {
      const token = api.sign({ exp: NOW }, RSA);
      const expired = 'error ERR_JWT_EXPIRED $.payload.exp';
      assert.ok(of(token).includes(expired));
      assert.ok(!of(token, { now: new Date((NOW - 1) * 1000) }).includes(expired));
      const fresh = api.sign({}, RSA, { expiresIn: '1h' });
      assert.ok(!lines(api.diagnose(fresh)).includes(expired));
    });

    it('refuses a key or options that are none, and no token', () => {
      refused(() => api.diagnose('a.b.c', { key: undefined }), 'ERR_KEY_MISSING');
      refused(() => api.diagnose('a.b.c', { key: 'no key' }), 'ERR_KEY_FORMAT');
      refused(() => api.diagnose('a.b.c', { keys: [] }), 'ERR_OPTION_UNKNOWN');
      refused(() => api.diagnose('a.b.c', { provider: 'alchemy' }), 'ERR_OPTION_INVALID');
      refused(() => api.diagnose('a.b.c', { provider: undefined }), 'ERR_OPTION_INVALID');
      refused(() => api.diagnose('a.b.c', { now: Number.NaN }), 'ERR_OPTION_INVALID');
      refused(() => api.diagnose('a.b.c', 5), 'ERR_OPTION_INVALID');
      refused(() => api.diagnose('a.b.c', null), 'ERR_OPTION_INVALID');
      refused(() => api.diagnose(5), 'ERR_OPTION_INVALID');
      for (const nothing of [undefined, null, '']) {
        assert.deepEqual(of(nothing), ['error ERR_TOKEN_MISSING $']);
      }
    });

    it('looks at anything', () => {
      assert.deepEqual(of('x'.repeat(10_000_000)), ['error ERR_TOKEN_TOO_LONG $']);
      const deep = compact('{"alg":"RS256"}', '['.repeat(10_000), new Uint8Array(256));
      assert.ok(of(deep).includes('error ERR_TOKEN_NESTING $.payload'));
      const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
      fc.assert(
        fc.property(text, text, text, (header, payload, signature) => {
          for (const token of [header, compact(header, payload, signature)]) {
            for (const provider of ['infura', 'neuron']) {
              const found = api.diagnose(token, { provider, key: PUBLIC });
              assert.ok(found.length > 0);
            }
          }
        }),
      );
    });
  });
}
