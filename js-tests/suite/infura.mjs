/** Tokens for Infura: what is filled in, and what is refused. */

export default function infura(api, { describe, it, assert, files, refused, rejected }) {
  const NOW = 1_800_000_000;
  const rsa = files['infura-rsa.private.pem'];
  const ec = files['infura-ec.private.pem'];
  const address = '0x1937c5c515057553ccbd46d5866455ce66290284';
  const base = { keyid: '42f5184e315e40d4b79325778691093a', expiresIn: '1h', now: NOW };
  const make = (claims, options = {}, key = rsa) =>
    api.infura.sign(claims, key, { ...base, ...options });

  describe('infura.sign', () => {
    for (const [alg, key, file] of [
      ['RS256', rsa, 'infura-rsa.public.pem'],
      ['ES256', ec, 'infura-ec.public.pem'],
    ]) {
      it(`fills in what Infura requires: ${alg}`, async () => {
        for (const token of [
          make({}, {}, key),
          await api.infura.signAsync({}, key, base),
          api.infura.createSigner(key, base).sign({}),
          await api.infura.createSigner(key, base).signAsync({}),
          ...(await api.infura.createSigner(key, base).signMany([{}])),
        ]) {
          const { header, payload } = api.verify(token, files[file], { now: NOW });
          assert.deepEqual(header, { alg, typ: 'JWT', kid: base.keyid });
          assert.deepEqual(payload, { aud: 'infura.io', iat: NOW, exp: NOW + 3600 });
        }
      });
    }

    it('writes the allowlists as Infura names them', () => {
      const { payload } = api.decode(
        make({
          methods: ['eth_getBalance', 'eth_call'],
          addresses: [address, address.toUpperCase().replace('0X', '0x')],
          origins: ['https://*.example.com', 'example.org'],
          userAgents: ['Mozilla/5.0 (X11)'],
          sub: 'alice',
          nested: { a: [1, null] },
        }),
      );
      assert.deepEqual(Object.keys(payload).sort(), [
        'addresses',
        'aud',
        'exp',
        'iat',
        'methods',
        'nested',
        'origins',
        'sub',
        'user_agents',
      ]);
      assert.deepEqual(payload.user_agents, ['Mozilla/5.0 (X11)']);
      assert.deepEqual(payload.nested, { a: [1, null] });
    });

    it('takes the name that the token has, too', () => {
      assert.deepEqual(api.decode(make({ user_agents: ['curl'] })).payload.user_agents, ['curl']);
      refused(() => make({ user_agents: ['a'], userAgents: ['b'] }), 'ERR_PROVIDER_CLAIM');
    });

    it('takes an expiry in the claims', () => {
      const { expiresIn, ...options } = base;
      const token = api.infura.sign({ exp: NOW + 5 }, rsa, options);
      assert.strictEqual(api.decode(token).payload.exp, NOW + 5);
      refused(() => api.infura.sign({ exp: NOW }, rsa, options), 'ERR_PROVIDER_ENTRY');
      refused(() => api.infura.sign({}, rsa, options), 'ERR_OPTION_MISSING');
    });

    it('takes the kid of the key, or from the header', () => {
      const { keyid, ...options } = base;
      const key = api.importKey(rsa, { keyid: 'own' });
      assert.strictEqual(api.decode(api.infura.sign({}, key, options)).header.kid, 'own');
      const header = { kid: 'h' };
      assert.strictEqual(
        api.decode(api.infura.sign({}, rsa, { ...options, header })).header.kid,
        'h',
      );
    });

    it('takes 30 entries', () => {
      const methods = Array.from({ length: 30 }, (_, n) => `m_${n}`);
      assert.strictEqual(api.decode(make({ methods })).payload.methods.length, 30);
    });
  });

  describe('infura.sign refuses', () => {
    const claims = [
      [{ methods: 'eth_call' }, 'ERR_PROVIDER_ENTRY', 'methods'],
      [{ methods: [] }, 'ERR_PROVIDER_ENTRY', 'methods'],
      [{ methods: [1] }, 'ERR_PROVIDER_ENTRY', 'methods'],
      [{ methods: ['eth_call', ''] }, 'ERR_PROVIDER_ENTRY', 'methods'],
      [{ methods: ['eth call'] }, 'ERR_PROVIDER_ENTRY', 'methods'],
      [{ methods: null }, 'ERR_PROVIDER_ENTRY', 'methods'],
      [{ methods: Array(31).fill('eth_call') }, 'ERR_PROVIDER_ENTRIES', 'methods'],
      [{ origins: Array(31).fill('a.example') }, 'ERR_PROVIDER_ENTRIES', 'origins'],
      [{ addresses: [] }, 'ERR_PROVIDER_ENTRY', 'addresses'],
      [{ addresses: [address.slice(0, -1)] }, 'ERR_PROVIDER_ADDRESS', 'addresses'],
      [{ addresses: [`${address}0`] }, 'ERR_PROVIDER_ADDRESS', 'addresses'],
      [{ addresses: [address.slice(2)] }, 'ERR_PROVIDER_ADDRESS', 'addresses'],
      [{ addresses: ['vitalik.eth'] }, 'ERR_PROVIDER_ADDRESS', 'addresses'],
      [{ addresses: [`0x${'g'.repeat(40)}`] }, 'ERR_PROVIDER_ADDRESS', 'addresses'],
      [{ origins: ['https://a b.example'] }, 'ERR_PROVIDER_ENTRY', 'origins'],
      [{ origins: {} }, 'ERR_PROVIDER_ENTRY', 'origins'],
      [{ userAgents: [''] }, 'ERR_PROVIDER_ENTRY', 'user_agents'],
      [{ userAgents: ['a\nb'] }, 'ERR_PROVIDER_ENTRY', 'user_agents'],
      [{ userAgent: ['curl'] }, 'ERR_PROVIDER_CLAIM', 'userAgent'],
      [{ user_agent: ['curl'] }, 'ERR_PROVIDER_CLAIM', 'user_agent'],
      [{ method: ['eth_call'] }, 'ERR_PROVIDER_CLAIM', 'method'],
      [{ address: [address] }, 'ERR_PROVIDER_CLAIM', 'address'],
      [{ adresses: [address] }, 'ERR_PROVIDER_CLAIM', 'adresses'],
      [{ origin: ['a'] }, 'ERR_PROVIDER_CLAIM', 'origin'],
      [{ Methods: ['eth_call'] }, 'ERR_PROVIDER_CLAIM', 'Methods'],
      [{ aud: 'infura.io' }, 'ERR_PROVIDER_CLAIM', 'aud'],
      [{ kid: 'k' }, 'ERR_PROVIDER_CLAIM', 'kid'],
      [{ exp: NOW + 5 }, 'ERR_OPTION_CONFLICT'],
      [{ methods: undefined }, 'ERR_OPTION_INVALID'],
      [{ addresses: [undefined] }, 'ERR_OPTION_INVALID'],
      [undefined, 'ERR_PAYLOAD_INVALID'],
      [null, 'ERR_PAYLOAD_INVALID'],
      [[], 'ERR_PAYLOAD_INVALID'],
    ];
    for (const [one, code, claim] of claims) {
      it(`${String(JSON.stringify(one)).slice(0, 70)}: ${code}`, async () => {
        const error = refused(() => make(one), code);
        if (claim !== undefined) assert.strictEqual(error.claim, claim);
        await rejected(api.infura.signAsync(one, rsa, base), code);
        refused(() => api.infura.createSigner(ec, base).sign(one), code);
      });
    }

    it('claims in a circle', () => {
      const circle = {};
      circle.self = circle;
      for (const service of [
        () => make(circle),
        () => api.neuron.sign(circle, rsa, { issuer: 'a', expiresIn: 60 }),
      ]) {
        const error = refused(service, 'ERR_OPTION_INVALID');
        assert.match(error.message, /self/);
      }
    });

    const options = [
      [{ keyid: undefined }, 'ERR_OPTION_INVALID'],
      [{ keyid: '' }, 'ERR_OPTION_INVALID'],
      [{ kid: 'k' }, 'ERR_OPTION_UNKNOWN'],
      [{ expiresIn: undefined }, 'ERR_OPTION_INVALID'],
      [{ expiresIn: '3600' }, 'ERR_DURATION'],
      [{ expiresIn: 0 }, 'ERR_OPTION_INVALID'],
      [{ audience: 'other' }, 'ERR_OPTION_INVALID'],
      [{ audience: ['infura.io', 'other'] }, 'ERR_OPTION_INVALID'],
      [{ algorithm: 'RS384' }, 'ERR_PROVIDER_ALGORITHM'],
      [{ algorithm: 'PS256' }, 'ERR_PROVIDER_ALGORITHM'],
      [{ algorithm: 'ES256' }, 'ERR_KEY_TYPE'],
    ];
    for (const [one, code] of options) {
      it(`options ${JSON.stringify(one)} ${Object.keys(one)}: ${code}`, () => {
        refused(() => make({}, one), code);
        refused(() => api.infura.createSigner(rsa, { ...base, ...one }), code);
      });
    }

    it('a missing kid or expiry, and says what each is for', () => {
      const kid = refused(() => api.infura.sign({}, rsa, { expiresIn: 60 }), 'ERR_OPTION_MISSING');
      assert.match(kid.message, /dashboard/);
      refused(() => api.infura.sign({}, rsa, { keyid: 'k' }), 'ERR_OPTION_MISSING');
      refused(() => api.infura.sign({}, rsa), 'ERR_OPTION_MISSING');
    });

    for (const name of ['secp384r1', 'secp521r1', 'secp256k1', 'ed25519']) {
      it(`a key of ${name}`, () => {
        const error = refused(
          () => make({}, {}, files[`${name}.private.pem`]),
          'ERR_PROVIDER_ALGORITHM',
        );
        assert.match(error.message, /RS256.*ES256/);
      });
    }

    it('a public key and a secret', () => {
      refused(() => make({}, {}, files['infura-rsa.public.pem']), 'ERR_KEY_KIND');
      refused(() => make({}, {}, api.generateSecret('HS256')), 'ERR_PROVIDER_ALGORITHM');
    });
  });
}
