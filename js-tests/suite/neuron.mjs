/** Tokens for Neuron: what is filled in, and what is refused. */

export default function neuron(api, { describe, it, assert, files, refused, rejected }) {
  const NOW = 1_800_000_000;
  const key = files['neuron.private.pem'];
  const base = { issuer: 'ci-bot', expiresIn: '7d', now: NOW };
  const make = (claims, options = {}, by = key) =>
    api.neuron.sign(claims, by, { ...base, ...options });

  describe('neuron.sign', () => {
    it('makes what Neuron makes itself', async () => {
      for (const token of [
        make({}),
        await api.neuron.signAsync({}, key, base),
        api.neuron.createSigner(key, base).sign({}),
        ...(await api.neuron.createSigner(key, base).signMany([{}])),
      ]) {
        const { header, payload } = api.verify(token, files['neuron.public.pem'], { now: NOW });
        assert.deepEqual(header, { alg: 'RS256', typ: 'JWT' });
        assert.deepEqual(payload, {
          iss: 'ci-bot',
          aud: 'neuron',
          bodyEncode: 0,
          iat: NOW,
          exp: NOW + 604_800,
        });
      }
    });

    it('names a user of up to 32 bytes', () => {
      assert.strictEqual(api.decode(make({ user: 'ü'.repeat(16) })).payload.user, 'ü'.repeat(16));
      assert.strictEqual(api.decode(make({ user: 'a' })).payload.user, 'a');
    });

    it('writes dates as text where that is asked for', () => {
      const { payload } = api.decode(make({}, { textDates: true }));
      assert.deepEqual(payload, {
        iss: 'ci-bot',
        aud: 'neuron',
        bodyEncode: '0',
        iat: `${NOW}`,
        exp: `${NOW + 604_800}`,
      });
      assert.strictEqual(api.decode(make({}, { textDates: false })).payload.exp, NOW + 604_800);
    });

    it('takes a kid', () => {
      assert.strictEqual(api.decode(make({}, { keyid: 'k' })).header.kid, 'k');
    });
  });

  describe('neuron.sign refuses', () => {
    const claims = [
      [{ user: '' }, 'ERR_PROVIDER_USER', 'user'],
      [{ user: 'a'.repeat(33) }, 'ERR_PROVIDER_USER', 'user'],
      [{ user: `${'ü'.repeat(16)}a` }, 'ERR_PROVIDER_USER', 'user'],
      [{ user: 5 }, 'ERR_PROVIDER_ENTRY', 'user'],
      [{ user: null }, 'ERR_PROVIDER_ENTRY', 'user'],
      [{ user: undefined }, 'ERR_OPTION_INVALID'],
      [{ sub: 'a' }, 'ERR_PROVIDER_CLAIM', 'sub'],
      [{ exp: NOW + 5 }, 'ERR_PROVIDER_CLAIM', 'exp'],
      [{ bodyEncode: 1 }, 'ERR_PROVIDER_CLAIM', 'bodyEncode'],
      [undefined, 'ERR_PAYLOAD_INVALID'],
    ];
    for (const [one, code, claim] of claims) {
      it(`${JSON.stringify(one)}: ${code}`, async () => {
        const error = refused(() => make(one), code);
        if (claim !== undefined) assert.strictEqual(error.claim, claim);
        await rejected(api.neuron.signAsync(one, key, base), code);
      });
    }

    const options = [
      [{ issuer: undefined }, 'ERR_OPTION_INVALID'],
      [{ issuer: '' }, 'ERR_OPTION_INVALID'],
      [{ issuer: 5 }, 'ERR_OPTION_INVALID'],
      [{ issuer: 'certs/ci-bot' }, 'ERR_PROVIDER_ISSUER'],
      [{ issuer: '..\\ci-bot' }, 'ERR_PROVIDER_ISSUER'],
      [{ issuer: 'ci-bot.pem' }, 'ERR_PROVIDER_ISSUER'],
      [{ issuer: 'ci-bot.pub' }, 'ERR_PROVIDER_ISSUER'],
      [{ issuer: ' ci-bot' }, 'ERR_PROVIDER_ISSUER'],
      [{ issuer: 'ci\nbot' }, 'ERR_PROVIDER_ISSUER'],
      [{ expiresIn: undefined }, 'ERR_OPTION_INVALID'],
      [{ expiresIn: '3600' }, 'ERR_DURATION'],
      [{ audience: 'other' }, 'ERR_OPTION_INVALID'],
      [{ subject: 'a' }, 'ERR_OPTION_UNKNOWN'],
      [{ textDates: 'yes' }, 'ERR_OPTION_INVALID'],
      [{ algorithm: 'RS384' }, 'ERR_PROVIDER_ALGORITHM'],
      [{ algorithm: 'PS256' }, 'ERR_PROVIDER_ALGORITHM'],
    ];
    for (const [one, code] of options) {
      it(`options ${JSON.stringify(one)} ${Object.keys(one)}: ${code}`, () => {
        refused(() => make({}, one), code);
      });
    }

    it('a missing issuer or expiry', () => {
      refused(() => api.neuron.sign({}, key, { expiresIn: 60 }), 'ERR_OPTION_MISSING');
      refused(() => api.neuron.sign({}, key, { issuer: 'a' }), 'ERR_OPTION_MISSING');
      refused(() => api.neuron.sign({}, key), 'ERR_OPTION_MISSING');
    });

    it('keys that Neuron cannot use', () => {
      const ec = files['infura-ec.private.pem'];
      refused(() => make({}, {}, ec), 'ERR_PROVIDER_ALGORITHM');
      refused(() => make({}, {}, files['rsa-6144.private.pem']), 'ERR_PROVIDER_KEY_SIZE');
      refused(() => make({}, {}, files['neuron.public.pem']), 'ERR_KEY_KIND');
    });
  });
}
