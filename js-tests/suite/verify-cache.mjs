/** Verifiers that remember what they accepted: no verdict is another for it. */

export default function verifyCache(
  api,
  { describe, it, assert, fc, keysOf, refused, rejected, secret, hs256, onlyHs256 },
) {
  const T = 1_700_000_000;
  const signed = (payload, options) =>
    api.sign(payload, secret, { ...hs256, noTimestamp: true, ...options });
  const cached = (options) => api.createVerifier(secret, { ...onlyHs256, cache: true, ...options });

  /** Runs with a clock that shows what it is told. */
  const withClock = async (test) => {
    const real = Date.now;
    try {
      await test((seconds) => {
        Date.now = () => seconds * 1000;
      });
    } finally {
      Date.now = real;
    }
  };

  /** How many of the calls were new to the cache: what it takes in, it copies by a TextEncoder. */
  const takenIn = (calls) => {
    const real = TextEncoder.prototype.encode;
    const tokens = [];
    TextEncoder.prototype.encode = function encode(text) {
      tokens.push(text);
      return real.call(this, text);
    };
    try {
      calls();
    } finally {
      TextEncoder.prototype.encode = real;
    }
    return tokens.filter((text) => text.split('.').length === 3).length;
  };

  const verdict = (check) => {
    try {
      const { header, payload } = check();
      return { header, payload };
    } catch (error) {
      return { code: error.code, message: error.message };
    }
  };

  describe('a verifier with a cache', () => {
    it('gives what it gave, and the caller owns it', async () => {
      for (const algorithm of ['HS256', 'ES256', 'RS256']) {
        const { signing, verifying } = keysOf(algorithm);
        const token = api.sign({ list: [1], n: 1 }, signing, { algorithm, keyid: 'k' });
        const options = { algorithms: [algorithm] };
        const expected = verdict(() => api.verify(token, verifying, options));
        const verifier = api.createVerifier(verifying, { ...options, cache: true });
        for (let turn = 0; turn < 3; turn += 1) {
          const [many] = await verifier.verifyMany([token]);
          const results = [verifier.verify(token), await verifier.verifyAsync(token), many];
          for (const { header, payload, key } of results) {
            assert.deepEqual({ header, payload }, expected);
            assert.strictEqual(key.algorithms.includes(algorithm), true);
            payload.list.push(2);
            payload.n = 2;
            header.kid = 'other';
          }
        }
      }
    });

    it('checks a token once', () => {
      const verifier = cached();
      const tokens = [signed({ n: 1 }), signed({ n: 2 })];
      const all = () => {
        for (const token of tokens) verifier.verify(token);
      };
      assert.strictEqual(takenIn(all), 2);
      assert.strictEqual(takenIn(all), 0);
    });

    it('is made only where it is asked for', () => {
      for (const cache of [undefined, false]) {
        const verifier = cached({ cache });
        assert.strictEqual(
          takenIn(() => verifier.verify(signed({}))),
          0,
        );
      }
    });

    it('refuses a token from the moment it has expired', () =>
      withClock((set) => {
        for (const [options, last] of [
          [{}, T + 9],
          [{ clockTolerance: 5 }, T + 14],
          [{ maxAge: 7 }, T + 7],
          [{ maxAge: 7, clockTolerance: 1 }, T + 8],
        ]) {
          const verifier = cached(options);
          const token = signed({ iat: T, exp: T + 10 });
          for (const seconds of [T, T + 3, last, T, last]) {
            set(seconds);
            assert.strictEqual(verifier.verify(token).payload.exp, T + 10);
          }
          for (const seconds of [last + 1, last + 2, last + 1e6]) {
            set(seconds);
            const code = options.maxAge ? /ERR_JWT_(TOO_OLD|EXPIRED)/ : /ERR_JWT_EXPIRED/;
            assert.match(verdict(() => verifier.verify(token)).code ?? '', code);
          }
          set(T);
          verifier.verify(token);
        }
      }));

    it('refuses a token where the clock goes back to before it begins', () =>
      withClock((set) => {
        const verifier = cached();
        const token = signed({ nbf: T });
        set(T);
        verifier.verify(token);
        set(T - 1);
        refused(() => verifier.verify(token), 'ERR_JWT_NOT_ACTIVE');
        set(T);
        verifier.verify(token);
      }));

    it('decides as one without, whatever the dates, the options and the clock', () => {
      const moment = fc.integer({ min: T - 20, max: T + 20 });
      const date = fc.option(moment, { nil: undefined });
      const span = fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined });
      const half = fc.boolean();
      return withClock((set) =>
        fc.assert(
          fc.property(
            fc.record({ exp: date, nbf: date, iat: date }),
            fc.record({ clockTolerance: span, maxAge: span }),
            fc.array(fc.tuple(moment, half), { minLength: 2, maxLength: 12 }),
            (claims, spans, moments) => {
              const options = Object.fromEntries(
                Object.entries(spans).filter(([, value]) => value !== undefined),
              );
              const token = signed(claims);
              const verifiers = [cached(options), cached({ ...options, cache: false })];
              for (const [whole, later] of moments) {
                set(whole + (later ? 0.5 : 0));
                const [one, other] = verifiers.map((verifier) =>
                  verdict(() => verifier.verify(token)),
                );
                assert.deepEqual(one, other);
              }
            },
          ),
        ),
      );
    });

    it('remembers no refusal, and takes nothing else for a token it knows', async () => {
      const verifier = cached({ audience: 'api' });
      const token = signed({ aud: 'api' });
      verifier.verify(token);
      const other = signed({ aud: 'other' });
      for (let turn = 0; turn < 2; turn += 1) {
        refused(() => verifier.verify(other), 'ERR_CLAIM_MISMATCH');
        await rejected(verifier.verifyAsync(other), 'ERR_CLAIM_MISMATCH');
        for (let at = 0; at < token.length; at += 1) {
          const changed =
            token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
          assert.ok(verdict(() => verifier.verify(changed)).code, changed);
        }
        for (const odd of [` ${token}`, `${token} `, `${token}=`, token.slice(0, -1)]) {
          assert.ok(verdict(() => verifier.verify(odd)).code, odd);
        }
        refused(() => verifier.verify(undefined), 'ERR_TOKEN_MISSING');
        refused(() => verifier.verify({ toString: () => token }), 'ERR_OPTION_INVALID');
      }
      assert.strictEqual(
        takenIn(() => verdict(() => verifier.verify(other))),
        0,
      );
    });

    it('shares nothing with one that has other options or keys', () => {
      const token = signed({ aud: 'a' });
      cached({ audience: 'a' }).verify(token);
      refused(() => cached({ audience: 'b' }).verify(token), 'ERR_CLAIM_MISMATCH');
      refused(() => cached({ maxTokenLength: 5 }).verify(token), 'ERR_TOKEN_TOO_LONG');
      const other = api.createVerifier('x'.repeat(32), { ...onlyHs256, cache: true });
      refused(() => other.verify(token), 'ERR_SIGNATURE_INVALID');
    });

    it('gives each of many its own result, known or not', async () => {
      const verifier = cached();
      const tokens = Array.from({ length: 700 }, (_, n) => signed({ n }));
      for (let n = 0; n < 700; n += 3) verifier.verify(tokens[n]);
      const list = tokens.map((token, n) => {
        if (n % 7 === 0) return `${token}x`;
        return n % 11 === 0 ? 5 : token;
      });
      for (let turn = 0; turn < 2; turn += 1) {
        const results = await verifier.verifyMany(list);
        results.forEach((result, n) => {
          if (n % 7 === 0) assert.strictEqual(result.error.name, 'JotError');
          else if (n % 11 === 0) assert.strictEqual(result.error.code, 'ERR_OPTION_INVALID');
          else assert.deepEqual(result.payload, { n });
        });
      }
    });

    it('keeps no more tokens than it may, the latest', () => {
      const verifier = cached({ cache: { maxTokens: 3 } });
      const tokens = Array.from({ length: 5 }, (_, n) => signed({ n }));
      const takes = (...numbers) =>
        takenIn(() => {
          for (const n of numbers) assert.strictEqual(verifier.verify(tokens[n]).payload.n, n);
        });
      assert.strictEqual(takes(0, 1, 2), 3);
      assert.strictEqual(takes(0, 1, 2), 0);
      assert.strictEqual(takes(3), 1);
      assert.strictEqual(takes(1, 2, 3), 0);
      assert.strictEqual(takes(0), 1);
      assert.strictEqual(takes(2, 3, 0), 0);
      assert.strictEqual(takes(1, 2, 3, 0), 4);
      assert.strictEqual(takes(0, 1, 2, 3, 4), 4);
      for (let turn = 0; turn < 50; turn += 1) assert.strictEqual(takes(0, 1, 2, 3, 4), 5);
    });

    it('keeps no more bytes than it may', () => {
      const tokens = ['a', 'b', 'c'].map((letter) => signed({ text: letter.repeat(1000) }));
      const verifier = cached({ cache: { maxBytes: 8000 } });
      const takes = (...some) => takenIn(() => some.map((token) => verifier.verify(token)));
      assert.strictEqual(takes(tokens[0], tokens[1]), 2);
      assert.strictEqual(takes(tokens[0], tokens[1]), 0);
      assert.strictEqual(takes(tokens[2]), 1);
      assert.strictEqual(takes(tokens[0]), 1);
      const long = signed({ text: 'd'.repeat(10_000) });
      assert.strictEqual(takes(long, long), 0);
      assert.strictEqual(takes(tokens[2], tokens[0]), 0);
    });

    it('lets go of those that have expired', () =>
      withClock((set) => {
        const verifier = cached({ cache: { maxTokens: 2 } });
        const [brief, long] = [signed({ exp: T + 5 }), signed({ n: 1 })];
        set(T);
        for (const token of [long, brief]) verifier.verify(token);
        set(T + 5);
        refused(() => verifier.verify(brief), 'ERR_JWT_EXPIRED');
        // There is room again, and the older one stays.
        assert.strictEqual(
          takenIn(() => verifier.verify(signed({ n: 2 }))),
          1,
        );
        assert.strictEqual(
          takenIn(() => verifier.verify(long)),
          0,
        );
      }));

    it('goes by the time it was given, where it was given one', () => {
      const token = signed({ exp: T + 5 });
      const verifier = cached({ now: T });
      for (let turn = 0; turn < 3; turn += 1) verifier.verify(token);
      refused(() => cached({ now: new Date((T + 5) * 1000) }).verify(token), 'ERR_JWT_EXPIRED');
    });

    it('is refused with options that do not exist', async () => {
      const wrong = (cache, code, says) => {
        const { message } = refused(() => cached({ cache }), code);
        assert.match(message, says);
      };
      wrong(1, 'ERR_OPTION_INVALID', /`cache` is a number/);
      wrong(null, 'ERR_OPTION_INVALID', /`cache` is null/);
      wrong([], 'ERR_OPTION_INVALID', /`cache` is an array/);
      wrong({ max: 5 }, 'ERR_OPTION_UNKNOWN', /`max`; there are maxTokens and maxBytes/);
      wrong({ ttl: 5 }, 'ERR_OPTION_UNKNOWN', /`ttl`/);
      for (const count of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null]) {
        wrong({ maxTokens: count }, 'ERR_OPTION_INVALID', /`cache.maxTokens`/);
        wrong({ maxBytes: count }, 'ERR_OPTION_INVALID', /`cache.maxBytes`/);
      }
      for (const cache of [true, false]) {
        const options = { ...onlyHs256, cache };
        const { message } = refused(() => api.verify('a', secret, options), 'ERR_OPTION_UNKNOWN');
        assert.match(message, /createVerifier/);
        await rejected(api.verifyAsync('a', secret, options), 'ERR_OPTION_UNKNOWN');
      }
      for (const options of ['cache', 5, null, []]) {
        refused(() => api.createVerifier(secret, options), 'ERR_OPTION_INVALID');
      }
    });
  });
}
