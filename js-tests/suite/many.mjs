/** Signers and verifiers, one by one and many at once. */

export default function many(
  api,
  { describe, it, assert, keysOf, refused, rejected, secret, hs256, onlyHs256 },
) {
  const numbered = (count) => Array.from({ length: count }, (_, n) => ({ n }));

  describe('a signer and a verifier', () => {
    it('do what sign and verify do', async () => {
      const { signing, verifying } = keysOf('ES256');
      const signer = api.createSigner(signing, { issuer: 'i', keyid: 'k', expiresIn: '1h' });
      const verifier = api.createVerifier(verifying, { issuer: 'i' });
      for (const token of [signer.sign({ n: 1 }), await signer.signAsync({ n: 1 })]) {
        for (const result of [verifier.verify(token), await verifier.verifyAsync(token)]) {
          assert.strictEqual(result.payload.n, 1);
          assert.strictEqual(result.header.kid, 'k');
          assert.strictEqual(result.payload.exp - result.payload.iat, 3600);
        }
      }
      refused(() => verifier.verify(api.sign({ iss: 'x' }, signing)), 'ERR_CLAIM_MISMATCH');
      refused(() => signer.sign({ iss: 'x' }), 'ERR_OPTION_CONFLICT');
      await rejected(signer.signAsync({ iss: 'x' }), 'ERR_OPTION_CONFLICT');
    });

    it('take texts of every length about the one that most have room for', async () => {
      const signer = api.createSigner(secret, { ...hs256, noTimestamp: true });
      const verifier = api.createVerifier(secret, onlyHs256);
      const encoder = new TextEncoder();
      for (const character of ['x', 'é', '€', '😀']) {
        const size = encoder.encode(character).length;
        // A payload of 4 KiB, and one whose token is as long.
        for (const bytes of [4096, 3005]) {
          const most = Math.ceil((bytes + 8) / size);
          const least = Math.floor((bytes - 24) / size);
          const payloads = [];
          for (let count = least; count <= most; count += 1) {
            for (const start of ['', 'y', 'yy']) {
              payloads.push({ text: start + character.repeat(count) });
            }
          }
          const tokens = await signer.signMany(payloads);
          const results = await verifier.verifyMany(tokens);
          for (const [index, payload] of payloads.entries()) {
            assert.strictEqual(signer.sign(payload), tokens[index]);
            assert.deepEqual(results[index].payload, payload);
            assert.deepEqual(verifier.verify(tokens[index]).payload, payload);
            assert.deepEqual(api.decode(tokens[index]).payload, payload);
          }
        }
      }
    });

    it('do not follow options that change afterwards', () => {
      const options = { ...hs256, audience: ['a'] };
      const signer = api.createSigner(secret, options);
      options.audience.push('b');
      assert.deepEqual(api.decode(signer.sign({})).payload.aud, ['a']);
    });

    it('do not stand in for each other', () => {
      const key = api.importKey(secret, hs256);
      const [a, b] = ['a', 'b'].map((issuer) => api.createSigner(key, { issuer }));
      assert.strictEqual(api.decode(a.sign({})).payload.iss, 'a');
      assert.strictEqual(api.decode(b.sign({})).payload.iss, 'b');
      for (let n = 0; n < 40; n += 1) {
        assert.strictEqual(api.decode(api.sign({}, key, { jwtid: `${n}` })).payload.jti, `${n}`);
      }
      assert.strictEqual(api.decode(a.sign({})).payload.iss, 'a');
    });
  });

  describe('many at once', () => {
    for (const count of [0, 1, 2, 7, 8, 9, 255, 256, 257, 512, 700]) {
      it(`${count}, in order`, async () => {
        const tokens = await api.createSigner(secret, hs256).signMany(numbered(count));
        assert.strictEqual(tokens.length, count);
        const results = await api.createVerifier(secret, onlyHs256).verifyMany(tokens);
        assert.deepEqual(
          results.map((result) => result.ok && result.payload.n),
          numbered(count).map(({ n }) => n),
        );
      });
    }

    for (const algorithm of ['RS256', 'ES256', 'EdDSA']) {
      it(`with ${algorithm}`, async () => {
        const { signing, verifying } = keysOf(algorithm);
        const tokens = await api.createSigner(signing).signMany(numbered(30));
        const results = await api.createVerifier(verifying).verifyMany(tokens);
        assert.ok(results.every((result, n) => result.ok && result.payload.n === n));
        assert.strictEqual(results[0].header.alg, algorithm);
        assert.ok(results[0].key instanceof api.Key);
      });
    }

    it('give each bad token its own error and harm no other', async () => {
      const good = await api.createSigner(secret, hs256).signMany(numbered(600));
      const bad = {
        0: ['', 'ERR_TOKEN_MISSING'],
        1: ['x', 'ERR_TOKEN_PARTS'],
        255: [undefined, 'ERR_TOKEN_MISSING'],
        256: [42, 'ERR_OPTION_INVALID'],
        300: [`${good[300]}=`, 'ERR_TOKEN_PADDING'],
        301: [api.sign({}, api.generateSecret('HS256')), 'ERR_SIGNATURE_INVALID'],
        302: [api.sign({ exp: 1 }, secret, hs256), 'ERR_JWT_EXPIRED'],
        599: [null, 'ERR_TOKEN_MISSING'],
      };
      const tokens = good.map((token, n) => (n in bad ? bad[n][0] : token));
      const results = await api.createVerifier(secret, onlyHs256).verifyMany(tokens);
      for (const [n, result] of results.entries()) {
        assert.strictEqual(result.ok, !(n in bad), `${n}`);
        if (result.ok) assert.strictEqual(result.payload.n, n);
        else {
          assert.ok(result.error instanceof api.JotError);
          assert.strictEqual(result.error.code, bad[n][1], `${n}`);
        }
      }
    });

    it('name the first payload that is refused', async () => {
      const signer = api.createSigner(secret, hs256);
      for (const index of [0, 5, 255, 256, 400]) {
        for (const wrong of [5, { exp: 'soon' }, undefined, { big: 1n }]) {
          const payloads = numbered(500);
          payloads[index] = wrong;
          payloads[450] = null;
          const code = wrong?.exp === undefined ? 'ERR_PAYLOAD_INVALID' : 'ERR_CLAIM_INVALID';
          const error = await rejected(signer.signMany(payloads), code);
          assert.strictEqual(error.index, index);
        }
      }
    });

    it('take a place that nothing was put in for one that holds undefined', async () => {
      const signer = api.createSigner(secret, hs256);
      const payloads = numbered(3);
      delete payloads[1];
      assert.strictEqual(
        (await rejected(signer.signMany(payloads), 'ERR_PAYLOAD_INVALID')).index,
        1,
      );
      const tokens = await signer.signMany(numbered(3));
      delete tokens[1];
      const results = await api.createVerifier(secret, onlyHs256).verifyMany(tokens);
      assert.deepEqual(
        results.map(({ ok, error }) => (ok ? 'good' : error.code)),
        ['good', 'ERR_TOKEN_MISSING', 'good'],
      );
    });

    it('tell how far they are', async () => {
      const seen = [];
      const onProgress = (done, total) => seen.push([done, total]);
      const tokens = await api.createSigner(secret, hs256).signMany(numbered(600), { onProgress });
      assert.deepEqual(seen.at(-1), [600, 600]);
      assert.ok(seen.length > 1);
      assert.ok(seen.every(([done], index) => index === 0 || done > seen[index - 1][0]));
      // So few at a time that nothing else has to wait for long.
      assert.ok(seen.every(([done], index) => done - (seen[index - 1]?.[0] ?? 0) <= 100));
      seen.length = 0;
      await api.createVerifier(secret, onlyHs256).verifyMany(tokens, { onProgress });
      assert.deepEqual(seen.at(-1), [600, 600]);
    });

    it('stop when they are told to', async () => {
      const reason = new Error('enough');
      const outcome = (promise) =>
        promise.then(
          () => 'done',
          (error) => error,
        );
      const signer = api.createSigner(secret, hs256);
      const aborted = AbortSignal.abort(reason);
      assert.strictEqual(await outcome(signer.signMany(numbered(10), { signal: aborted })), reason);

      const controller = new AbortController();
      let done = 0;
      const onProgress = (count) => {
        done = count;
        controller.abort(reason);
      };
      const options = { signal: controller.signal, onProgress };
      assert.strictEqual(await outcome(signer.signMany(numbered(5000), options)), reason);
      assert.ok(done > 0 && done < 5000, `${done}`);

      const tokens = await signer.signMany(numbered(10));
      const verifier = api.createVerifier(secret, onlyHs256);
      assert.strictEqual(await outcome(verifier.verifyMany(tokens, { signal: aborted })), reason);
      await signer.signMany(numbered(10), { signal: new AbortController().signal });
    });

    it('pass on what onProgress throws', async () => {
      const mistake = new Error('mine');
      const onProgress = () => {
        throw mistake;
      };
      let caught;
      try {
        await api.createSigner(secret, hs256).signMany(numbered(10), { onProgress });
      } catch (error) {
        caught = error;
      }
      assert.strictEqual(caught, mistake);
    });

    it('refuse what is no list', async () => {
      const signer = api.createSigner(secret, hs256);
      const verifier = api.createVerifier(secret, onlyHs256);
      for (const list of [undefined, null, {}, 'text', 5]) {
        await rejected(signer.signMany(list), 'ERR_OPTION_INVALID');
        await rejected(verifier.verifyMany(list), 'ERR_OPTION_INVALID');
      }
    });

    it('take many lists at the same time', async () => {
      const signer = api.createSigner(secret, hs256);
      const lists = await Promise.all(
        Array.from({ length: 20 }, () => signer.signMany(numbered(40))),
      );
      for (const tokens of lists) {
        tokens.forEach((token, n) => {
          assert.strictEqual(api.decode(token).payload.n, n);
        });
      }
    });
  });
}
