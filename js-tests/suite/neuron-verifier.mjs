/** Neuron's verifier: the table of what Neuron answers, and what the secure one answers instead. */

export default function neuronVerifier(api, { describe, it, assert, files, vectors, refused }) {
  const { now, keys, cases } = vectors.neuron;
  const codeOf = (answer) => (answer.ok ? 0 : answer.error);
  const WORDS = {
    1004: { status: 401, name: 'NEED_TOKEN' },
    1005: { status: 401, name: 'DECODE_TOKEN' },
    1006: { status: 403, name: 'EXPIRED_TOKEN' },
    1007: { status: 403, name: 'VALIDATE_TOKEN' },
  };

  describe('neuron.createVerifier', () => {
    for (const [mode, options] of [
      ['neuron', { emulate: true }],
      ['secure', {}],
    ]) {
      const verifier = api.neuron.createVerifier({ keys }, options);
      for (const { what, authorization, user, ...expected } of cases) {
        it(`${mode}: ${what}: ${expected[mode]}`, () => {
          const answer = verifier.authorize(authorization, { now });
          assert.strictEqual(codeOf(answer), expected[mode], answer.reason);
          if (answer.ok && user !== undefined) assert.strictEqual(answer.user, user);
          const { status, name } = answer;
          if (!answer.ok) assert.deepEqual({ status, name }, WORDS[answer.error]);
        });
      }
    }

    const publicKey = files['neuron.public.pem'];
    const bearer = (claims = {}, options = {}) => {
      const all = { issuer: 'ci-bot', expiresIn: '1h', ...options };
      return `Bearer ${api.neuron.sign(claims, files['neuron.private.pem'], all)}`;
    };

    it('takes what neuron.sign makes, by the clock there is', () => {
      const verifier = api.neuron.createVerifier({ keys: { 'ci-bot.pem': publicKey } });
      assert.deepEqual([...verifier.problems], []);
      assert.deepEqual(verifier.authorize(bearer({ user: 'bob' })), { ok: true, user: 'bob' });
      const late = verifier.authorize(bearer(), { now: new Date(Date.now() + 3_600_000) });
      assert.strictEqual(codeOf(late), 1006);
    });

    it('takes the first of several files that fit, as Neuron does', () => {
      const other = api.generateKeyPair('RS256').publicKey.toPem();
      const ask = (keys) => {
        const verifier = api.neuron.createVerifier({ keys }, { emulate: true });
        return codeOf(verifier.authorize(bearer({}, { issuer: 'ci' })));
      };
      assert.strictEqual(ask({ 'ci-bot.pem': publicKey, 'ci.pem': other }), 0);
      assert.strictEqual(ask({ 'ci.pem': other, 'ci-bot.pem': publicKey }), 1005);
    });

    it("refuses with Neuron's code, and a reason for the log", () => {
      const verifier = api.neuron.createVerifier({ keys: {} });
      for (const nothing of [undefined, null, '']) {
        const { reason, ...answer } = verifier.authorize(nothing);
        assert.deepEqual(answer, {
          ok: false,
          error: 1004,
          status: 401,
          name: 'NEED_TOKEN',
          code: 'ERR_GATE_TOKEN_MISSING',
        });
        assert.match(reason, /no token/);
      }
    });

    it('changes its files while it runs', () => {
      const verifier = api.neuron.createVerifier({ keys: { 'a.pem': publicKey } });
      const ask = () => codeOf(verifier.authorize(bearer()));
      assert.strictEqual(ask(), 1005);
      verifier.setKeys({ 'ci-bot.pub': publicKey, 'b.pem': '' });
      assert.strictEqual(ask(), 0);
      assert.deepEqual(
        verifier.problems.map(({ path, code }) => [path, code]),
        [['b.pem', 'ERR_PROVIDER_KEY_FILE']],
      );
      refused(() => verifier.setKeys({ 'a.pem': undefined }), 'ERR_OPTION_INVALID');
      refused(() => verifier.setKeys(undefined), 'ERR_OPTION_INVALID');
      assert.strictEqual(ask(), 0);
      verifier.setKeys({});
      assert.strictEqual(ask(), 1005);
      assert.deepEqual([...verifier.problems], []);
    });

    it('lists the files that it cannot use, and shows nothing of them', () => {
      const secret = files['neuron.private.pem'];
      const { problems } = api.neuron.createVerifier({
        keys: { 'ci-bot.pem': publicKey, 'private.pem': secret, 'neuron.pem': publicKey },
      });
      assert.deepEqual(
        problems.map(({ path, severity, code }) => `${path} ${severity} ${code}`),
        ['private.pem error ERR_PROVIDER_KEY_FILE', 'neuron.pem warning NOTE_LOGIN_KEY_HIDDEN'],
      );
      assert.ok(!JSON.stringify(problems).includes(secret.split('\n')[1].slice(0, 20)));
    });

    it('refuses options and headers that are none', () => {
      const { createVerifier } = api.neuron;
      refused(() => createVerifier(), 'ERR_OPTION_INVALID');
      refused(() => createVerifier({ keys: [] }), 'ERR_OPTION_INVALID');
      refused(() => createVerifier({ keys: { 'a.pem': 5 } }), 'ERR_OPTION_INVALID');
      refused(() => createVerifier({ keys: undefined }), 'ERR_OPTION_INVALID');
      refused(() => createVerifier({ keys: {} }, { emulated: true }), 'ERR_OPTION_UNKNOWN');
      refused(() => createVerifier({ keys: {} }, { emulate: 'yes' }), 'ERR_OPTION_INVALID');
      const verifier = createVerifier({ keys: {} });
      refused(() => verifier.authorize(5), 'ERR_OPTION_INVALID');
      refused(() => verifier.authorize('x', { now: Number.NaN }), 'ERR_OPTION_INVALID');
    });
  });
}
