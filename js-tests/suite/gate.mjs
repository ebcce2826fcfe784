/** Infura's gate: the table of cases that the core is held to, and what the façade adds. */

export default function gate(api, { describe, it, assert, files, vectors, refused }) {
  const NOW = 1_800_000_000;
  const ID = '42f5184e315e40d4b79325778691093a';
  const SIGNING = files['infura-ec.private.pem'];
  const keys = [{ id: ID, name: 'first', publicKey: files['infura-ec.public.pem'] }];
  const CALL = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] });
  const bearer = (claims, options = {}) => {
    const all = { keyid: ID, audience: 'infura.io', expiresIn: '1h', now: NOW, ...options };
    return `Bearer ${api.sign(claims, SIGNING, all)}`;
  };
  const answer = (decision) =>
    decision.allowed ? 'allowed' : `${decision.status} ${decision.code}`;

  describe('infura.createGate', () => {
    for (const { what, token, project, options, cases } of vectors['infura-gate'].groups) {
      it(`answers as the table says: ${what}`, () => {
        const config = { keys, requireJwt: false, ...options };
        const own = api.infura.createGate(
          project === undefined ? config : { ...config, allowlists: project },
        );
        const authorization = token === undefined ? undefined : bearer(token);
        assert.ok(cases.length > 0);
        for (const { origin, userAgent, text, body, answer: expected } of cases) {
          const sent = text ?? (body === undefined ? CALL : JSON.stringify(body));
          for (const body of [sent, new TextEncoder().encode(sent)]) {
            const found = own.authorize({ authorization, origin, userAgent, body, now: NOW });
            const about = `${origin} ${userAgent} ${sent.slice(0, 200)}`;
            assert.strictEqual(answer(found), expected, about);
          }
        }
      });
    }

    const strict = api.infura.createGate({ keys });

    it('hands on the token, and the key that signed it', () => {
      const authorization = bearer({ sub: 'alice' });
      const decision = strict.authorize({ authorization, body: CALL, now: new Date(NOW * 1000) });
      assert.deepEqual(decision, {
        allowed: true,
        token: {
          key: { id: ID, name: 'first' },
          header: { alg: 'ES256', typ: 'JWT', kid: ID },
          payload: { sub: 'alice', aud: 'infura.io', iat: NOW, exp: NOW + 3600 },
        },
      });
    });

    it('takes what infura.sign makes, by the clock there is', () => {
      const token = api.infura.sign({}, SIGNING, { keyid: ID, expiresIn: '1m' });
      const authorization = `Bearer ${token}`;
      assert.strictEqual(answer(strict.authorize({ authorization, body: CALL })), 'allowed');
      const late = strict.authorize({ authorization, body: CALL, now: Date.now() / 1000 + 60 });
      assert.strictEqual(answer(late), '401 ERR_JWT_EXPIRED');
    });

    it('refuses with what is documented, and a reason for the log', () => {
      for (const nothing of [undefined, null]) {
        const { reason, ...refusal } = strict.authorize({ authorization: nothing, body: CALL });
        assert.deepEqual(refusal, {
          allowed: false,
          status: 401,
          code: 'ERR_GATE_TOKEN_MISSING',
          body: { jsonrpc: '2.0', id: null, error: { code: -32000, message: 'invalid JWT' } },
        });
        assert.match(reason, /no token/);
      }
      const authorization = bearer({ methods: ['eth_call'] });
      const { body } = strict.authorize({ authorization, body: CALL, now: NOW });
      assert.deepEqual(body, {
        jsonrpc: '2.0',
        id: 1,
        error: { code: -32002, message: 'rejected due to project ID settings' },
      });
    });

    it('decides about a connection without calls', () => {
      const own = api.infura.createGate({ keys });
      const authorization = bearer({ methods: ['eth_call'], origins: ['https://a.example'] });
      const from = (origin) => own.authorizeConnection({ authorization, origin, now: NOW });
      assert.strictEqual(answer(from('https://a.example')), 'allowed');
      assert.strictEqual(answer(from('https://b.example')), '403 ERR_GATE_ORIGIN');
      assert.strictEqual(answer(own.authorizeConnection({})), '401 ERR_GATE_TOKEN_MISSING');
    });

    it('changes its keys while it runs', () => {
      const own = api.infura.createGate({ keys });
      const { privateKey, publicKey } = api.generateKeyPair('RS256');
      const ask = (authorization) => answer(own.authorize({ authorization, body: CALL, now: NOW }));
      const fresh = `Bearer ${api.infura.sign({}, privateKey, { keyid: 'new', expiresIn: 60, now: NOW })}`;
      assert.strictEqual(ask(bearer({})), 'allowed');
      assert.strictEqual(ask(fresh), '401 ERR_KEY_NOT_FOUND');
      own.setKeys([...keys, { id: 'new', publicKey: publicKey.toJwk() }]);
      assert.strictEqual(ask(bearer({})), 'allowed');
      assert.strictEqual(ask(fresh), 'allowed');
      refused(() => own.setKeys([]), 'ERR_OPTION_INVALID');
      refused(() => own.setKeys([{ id: 'x', publicKey: SIGNING }]), 'ERR_OPTION_REFUSED');
      assert.strictEqual(ask(fresh), 'allowed');
      own.setKeys([{ id: 'new', publicKey: publicKey.toPem() }]);
      assert.strictEqual(ask(bearer({})), '401 ERR_KEY_NOT_FOUND');
    });

    it('refuses bytes that are no text', () => {
      const authorization = bearer({});
      const bytes = new Uint8Array([...new TextEncoder().encode(CALL.slice(0, -1)), 0xff, 0x7d]);
      for (const body of [bytes, new Uint8Array()]) {
        const found = strict.authorize({ authorization, body, now: NOW });
        assert.strictEqual(answer(found), '400 ERR_GATE_BODY_JSON');
      }
    });

    it('answers quickly to what is huge', () => {
      const authorization = bearer({});
      const many = JSON.stringify(Array(10_000).fill(JSON.parse(CALL)));
      for (const [body, expected] of [
        [many, '400 ERR_GATE_BATCH_TOO_LONG'],
        [' '.repeat(20_000_000), '413 ERR_GATE_BODY_TOO_LONG'],
        [`[${'{},'.repeat(300_000)}{}]`, '400 ERR_GATE_BATCH_TOO_LONG'],
      ]) {
        const found = strict.authorize({ authorization, body, now: NOW });
        assert.strictEqual(answer(found), expected);
      }
    });

    it('refuses a configuration that is none, with the place', () => {
      const config = (changes) => () => api.infura.createGate({ keys, ...changes });
      const [key] = keys;
      const four = Array.from({ length: 4 }, (_, n) => ({ ...key, id: `k${n}` }));
      for (const [changes, code, place] of [
        [{ keys: four }, 'ERR_OPTION_INVALID', 'keys'],
        [{ keys: [key, key] }, 'ERR_OPTION_INVALID', 'keys[1].id'],
        [{ keys: [{ ...key, publicKey: SIGNING }] }, 'ERR_OPTION_REFUSED', 'keys[0].publicKey'],
        [{ keys: [{ ...key, kid: 'x' }] }, 'ERR_OPTION_UNKNOWN', 'keys[0].kid'],
        [{ keys: undefined }, 'ERR_OPTION_INVALID', 'keys'],
        [{ allowList: {} }, 'ERR_OPTION_UNKNOWN', 'allowList'],
        [{ allowlists: { addresses: ['x'] } }, 'ERR_OPTION_REFUSED', 'allowlists.addresses[0]'],
        [{ allowlists: { methods: undefined } }, 'ERR_OPTION_INVALID', 'allowlists.methods'],
      ]) {
        const error = refused(config(changes), code);
        assert.strictEqual(error.reason, place);
        assert.ok(!error.message.includes(SIGNING.split('\n')[1]), error.message);
      }
      refused(() => api.infura.createGate(), 'ERR_OPTION_INVALID');
      refused(() => api.infura.createGate(5), 'ERR_OPTION_INVALID');
    });

    it('refuses to be called with what is no request', () => {
      refused(() => strict.authorize({ body: 5 }), 'ERR_OPTION_INVALID');
      refused(() => strict.authorize({}), 'ERR_OPTION_INVALID');
      refused(() => strict.authorize({ authorization: ['x'], body: CALL }), 'ERR_OPTION_INVALID');
      refused(() => strict.authorize({ body: CALL, now: Number.NaN }), 'ERR_OPTION_INVALID');
    });
  });
}
