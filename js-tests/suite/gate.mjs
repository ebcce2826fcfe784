/** Infura's gate: the table of cases that the core is held to, and what the façade adds. */

export default function gate(api, { describe, it, assert, files, vectors, refused }) {
  const NOW = 1_700_000_000;
  const ID = '42f5184e315e40d4b79325778691093a';
  const SIGNING = files['infura-ec.private.pem'];
  const keys = [{ id: ID, name: 'first', publicKey: files['infura-ec.public.pem'] }];
  const CALL = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] });
  const bearer = (claims, options = {}) => {
    const all = { keyid: ID, audience: 'infura.io', expiresIn: '1h', now: NOW, ...options };
    return `Bearer ${api.sign(claims, SIGNING, all)}`;
  };
  /** With these claims as they stand, and the others as they should be. */
  const signed = (claims) => {
    const payload = { aud: 'infura.io', iat: NOW, exp: NOW + 3600, ...claims };
    const header = { typ: 'JWT' };
    return api.jws.sign(JSON.stringify(payload), SIGNING, { keyid: ID, header });
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
        const authorization = token === undefined ? undefined : `Bearer ${signed(token)}`;
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

    it('forgets a token it has met when its key goes', () => {
      const own = api.infura.createGate({ keys });
      const { publicKey } = api.generateKeyPair('ES256');
      const authorization = bearer({});
      const ask = () => answer(own.authorize({ authorization, body: CALL, now: NOW }));
      const [first, ...others] = keys;
      for (let round = 0; round < 2; round += 1) assert.strictEqual(ask(), 'allowed');
      own.setKeys([{ ...first, publicKey: publicKey.toPem() }, ...others]);
      assert.strictEqual(ask(), '401 ERR_SIGNATURE_INVALID');
      own.setKeys(keys);
      assert.strictEqual(ask(), 'allowed');
    });

    it('refuses bytes that are no text', () => {
      const authorization = bearer({});
      const bytes = new Uint8Array([...new TextEncoder().encode(CALL.slice(0, -1)), 0xff, 0x7d]);
      for (const body of [bytes, new Uint8Array()]) {
        const found = strict.authorize({ authorization, body, now: NOW });
        assert.strictEqual(answer(found), '400 ERR_GATE_BODY_JSON');
      }
    });

    it('takes bytes wherever they lie', () => {
      const authorization = bearer({});
      const bytes = new TextEncoder().encode(CALL);
      const amid = new Uint8Array(bytes.length + 16).fill(0xff);
      amid.set(bytes, 7);
      const shared =
        typeof SharedArrayBuffer === 'undefined'
          ? new Uint8Array(bytes.length)
          : new Uint8Array(new SharedArrayBuffer(bytes.length));
      shared.set(bytes);
      class Own extends Uint8Array {}
      const lengthened = new Uint8Array([...bytes, 0]);
      for (const [body, expected] of [
        [amid.subarray(7, 7 + bytes.length), 'allowed'],
        [new Uint8Array(amid.buffer, 7, bytes.length), 'allowed'],
        [amid, '400 ERR_GATE_BODY_JSON'],
        [shared, 'allowed'],
        [Own.from(bytes), 'allowed'],
        [lengthened.subarray(0, -1), 'allowed'],
        [lengthened, '400 ERR_GATE_BODY_JSON'],
        [bytes.subarray(1), '400 ERR_GATE_BODY_JSON'],
      ]) {
        const copy = body.slice();
        const found = strict.authorize({ authorization, body, now: NOW });
        assert.strictEqual(answer(found), expected);
        assert.deepEqual([...body], [...copy]);
      }
      const given = new Uint8Array(bytes);
      structuredClone(given, { transfer: [given.buffer] });
      const emptied = strict.authorize({ authorization, body: given, now: NOW });
      assert.strictEqual(answer(emptied), '400 ERR_GATE_BODY_JSON');
    });

    it('refuses what is no UTF-8 as what is no JSON, and a byte order mark', () => {
      const authorization = bearer({});
      const named = (...bytes) => {
        const [head, tail] = CALL.split('eth_blockNumber').map((text) => [
          ...new TextEncoder().encode(text),
        ]);
        return new Uint8Array([...head, ...bytes, ...tail]);
      };
      assert.strictEqual(
        answer(strict.authorize({ authorization, body: named(0xc3, 0xa9), now: NOW })),
        'allowed',
      );
      for (const [what, body] of Object.entries({
        'a byte of none': named(0x65, 0xff),
        'the half of a letter': named(0xc3),
        'a letter in more bytes than it needs': named(0xc1, 0xa5),
        'a surrogate': named(0xed, 0xa0, 0x80),
        'beyond the last': named(0xf4, 0x90, 0x80, 0x80),
        'a byte order mark': new TextEncoder().encode(`\ufeff${CALL}`),
        'the same in a text': `\ufeff${CALL}`,
        'UTF-16': new Uint8Array(Uint16Array.from([...CALL], (unit) => unit.charCodeAt(0)).buffer),
      })) {
        const found = strict.authorize({ authorization, body, now: NOW });
        assert.strictEqual(answer(found), '400 ERR_GATE_BODY_JSON', what);
        assert.match(found.reason, /line 1, column \d/, what);
      }
      const { reason } = strict.authorize({ authorization, body: named(0xff), now: NOW });
      const same = strict.authorize({ authorization, body: '\ufffd', now: NOW });
      assert.strictEqual(reason, same.reason);
      // Who asks comes before what is asked.
      const unknown = strict.authorize({ body: named(0xff), now: NOW });
      assert.strictEqual(answer(unknown), '401 ERR_GATE_TOKEN_MISSING');
    });

    it('leaves the token out for those who do not ask', () => {
      const authorization = bearer({ methods: ['eth_blockNumber'] });
      const ask = (body, withToken) =>
        strict.authorize({ authorization, body, now: NOW, withToken });
      const told = ask(CALL, true);
      assert.strictEqual(told.token.key.id, ID);
      assert.deepEqual(ask(CALL, undefined), told);
      assert.deepEqual(ask(CALL, false), { allowed: true });
      const connection = { authorization, now: NOW, withToken: false };
      assert.deepEqual(strict.authorizeConnection(connection), { allowed: true });
      const other = CALL.replace('eth_blockNumber', 'eth_call');
      assert.strictEqual(answer(ask(other, false)), '403 ERR_GATE_METHOD');
      assert.deepEqual(ask(other, false), ask(other, true));
      refused(() => ask(CALL, 'no'), 'ERR_OPTION_INVALID');
      refused(() => ask(CALL, null), 'ERR_OPTION_INVALID');
    });

    it('answers with plain data', () => {
      const decision = strict.authorize({ authorization: bearer({}), body: CALL, now: NOW });
      assert.deepEqual({ ...decision, token: { ...decision.token } }, decision);
      assert.deepEqual(JSON.parse(JSON.stringify(decision)), decision);
      assert.deepEqual(structuredClone(decision), decision);
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
