/** What holds for anything at all. */

export default function properties(
  api,
  {
    describe,
    it,
    assert,
    fc,
    algorithms,
    keysOf,
    files,
    stillWorks,
    compact,
    secret,
    hs256,
    onlyHs256,
  },
) {
  const registered = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']);
  const claims = fc.dictionary(
    fc.string({ unit: 'binary' }).filter((name) => !registered.has(name)),
    fc.jsonValue({ maxDepth: 5 }),
  );
  const asJson = (value) => JSON.parse(JSON.stringify(value));

  /** Runs a call that may fail, but only with a JotError. */
  function onlyRefuses(call) {
    try {
      return call();
    } catch (error) {
      assert.ok(error instanceof api.JotError, error?.stack ?? String(error));
      assert.match(error.code, /^ERR_[A-Z0-9_]+$/);
      assert.ok(error.code !== 'ERR_INTERNAL', error.message);
      return undefined;
    }
  }

  describe('for any payload', () => {
    for (const algorithm of algorithms) {
      it(`what is signed with ${algorithm} is what is verified`, () => {
        const { signing, verifying } = keysOf(algorithm);
        const signer = api.createSigner(signing, { algorithm, noTimestamp: true });
        const verifier = api.createVerifier(verifying, { algorithms: [algorithm] });
        fc.assert(
          fc.property(claims, (payload) => {
            const token = signer.sign(payload);
            assert.deepEqual(verifier.verify(token).payload, asJson(payload));
            assert.deepEqual(api.decode(token).payload, asJson(payload));
          }),
          { numRuns: /^(HS|E)/.test(algorithm) ? 50 : 15 },
        );
      });
    }

    it("claims of one's own reach Infura unchanged", () => {
      const options = { keyid: 'k', expiresIn: 60, now: 1000 };
      const signer = api.infura.createSigner(files['infura-ec.private.pem'], options);
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 5 }), (own) => {
          const { payload } = api.decode(signer.sign({ own, userAgents: ['curl'] }));
          assert.deepEqual(payload.own, asJson(own));
          assert.deepEqual(payload.user_agents, ['curl']);
          assert.strictEqual(payload.exp, 1060);
        }),
        { numRuns: 200 },
      );
    });

    it('what is signed as bytes is what is verified', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
          const token = api.jws.sign(bytes, secret, hs256);
          assert.deepEqual([...api.jws.verify(token, secret, onlyHs256).payload], [...bytes]);
        }),
      );
    });

    it('anything else is refused', () => {
      fc.assert(
        fc.property(fc.anything({ withBigInt: true, withMap: true, withDate: true }), (payload) => {
          const token = onlyRefuses(() => api.sign(payload, secret, hs256));
          if (token !== undefined) api.verify(token, secret, { ...onlyHs256, now: 0 });
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('for any text', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
      fc.array(fc.string({ maxLength: 30 }), { maxLength: 5 }).map((parts) => parts.join('.')),
      fc.json(),
    );

    it('verify, decode and importKey work or refuse', () => {
      fc.assert(
        fc.property(texts, (text) => {
          for (const call of [
            () => api.verify(text, secret, onlyHs256),
            () => api.jws.verify(text, secret, onlyHs256),
          ]) {
            assert.strictEqual(onlyRefuses(call), undefined);
          }
          onlyRefuses(() => api.decode(text));
          onlyRefuses(() => api.importKey(text));
          onlyRefuses(() => api.importKey(text, { algorithm: 'HS256', allowWeakKey: true }));
          onlyRefuses(() => api.sign({}, secret, { ...hs256, keyid: text, header: { text } }));
          onlyRefuses(() => api.sign({}, secret, { ...hs256, expiresIn: text }));
          onlyRefuses(() => api.verify('x', secret, { [text]: text }));
        }),
        { numRuns: 1000 },
      );
      stillWorks();
    });

    it('a kid and an audience come back as they went', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
          const token = api.sign({}, secret, { ...hs256, keyid: text, audience: text });
          const { header, payload } = api.verify(token, secret, { ...onlyHs256, audience: text });
          assert.deepEqual([header.kid, payload.aud], [text, text]);
        }),
        { numRuns: 300 },
      );
    });

    const headers = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { alg: fc.jsonValue(), kid: fc.jsonValue(), crit: fc.jsonValue() },
        { requiredKeys: [] },
      ),
    );
    it('tokens with any header and payload work or are refused', () => {
      fc.assert(
        fc.property(headers, fc.jsonValue(), fc.string(), (header, payload, signature) => {
          const token = compact(JSON.stringify(header), JSON.stringify(payload), signature);
          onlyRefuses(() => api.decode(token));
          assert.strictEqual(
            onlyRefuses(() => api.verify(token, secret, onlyHs256)),
            undefined,
          );
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('for any change of one character', () => {
    const replacement = fc.oneof(
      fc.constantFrom(...'ABCwxyz0129-_=+/. \n"'),
      fc.string({ minLength: 0, maxLength: 1, unit: 'binary' }),
    );
    const changed = (text) =>
      fc
        .tuple(fc.nat(text.length - 1), replacement)
        .map(([at, character]) => text.slice(0, at) + character + text.slice(at + 1))
        .filter((other) => other !== text);

    for (const algorithm of ['HS256', 'RS256', 'PS256', 'ES256', 'EdDSA']) {
      it(`no changed token is taken: ${algorithm}`, () => {
        const { signing, verifying } = keysOf(algorithm);
        const token = api.sign({ sub: 'alice', exp: 4e9 }, signing, { algorithm, keyid: 'k' });
        const verifier = api.createVerifier(verifying, { algorithms: [algorithm] });
        fc.assert(
          fc.property(changed(token), (other) => {
            assert.strictEqual(
              onlyRefuses(() => verifier.verify(other)),
              undefined,
              other,
            );
          }),
          { numRuns: 300 },
        );
      });
    }

    for (const file of [
      'infura-rsa.private.pem',
      'infura-ec.private.pem',
      'infura-rsa.certificate.pem',
      'infura-ec.encrypted.pem',
    ]) {
      it(`a changed key is the same key, or refused: ${file}`, () => {
        const options = file.includes('encrypted') ? { passphrase: 'correct' } : {};
        const { kind, type } = api.importKey(files[file], options);
        fc.assert(
          fc.property(changed(files[file]), (other) => {
            const key = onlyRefuses(() => api.importKey(other, options));
            if (key !== undefined) assert.deepEqual([key.kind, key.type], [kind, type]);
          }),
          // Encrypted keys are slow to open by design.
          { numRuns: file.includes('encrypted') ? 20 : 300 },
        );
        stillWorks();
      });
    }

    it('changed bytes of DER are a key or refused', () => {
      const der = api.importKey(files['infura-rsa.private.pem']).toDer();
      fc.assert(
        fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
          const other = Uint8Array.from(der);
          other[at] = value;
          onlyRefuses(() => api.importKey(other));
          onlyRefuses(() => api.importKey(der.slice(0, at)));
        }),
        { numRuns: 200 },
      );
    });
  });
}
