/** What receives tokens takes those that other people's packages make, and says what is wrong. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { diagnose, infura, neuron } from 'jotmint';
import jsonwebtoken from 'jsonwebtoken';
import { files } from './material.mjs';

const ID = '42f5184e315e40d4b79325778691093a';
const KEYS = { RS256: 'infura-rsa', ES256: 'infura-ec' };
const CALL = '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}';

/** Each makes a token as the package's documentation shows. */
const makers = {
  jsonwebtoken: (claims, algorithm, key, options) =>
    jsonwebtoken.sign(claims, key, { algorithm, header: { typ: 'JWT' }, ...options }),
  jose: (claims, alg, key, { keyid, audience, issuer, expiresIn }) => {
    const jwt = new SignJWT(claims)
      .setProtectedHeader({ alg, typ: 'JWT', ...(keyid === undefined ? {} : { kid: keyid }) })
      .setIssuedAt()
      .setAudience(audience)
      .setExpirationTime(expiresIn);
    if (issuer !== undefined) jwt.setIssuer(issuer);
    return jwt.sign(createPrivateKey(key));
  },
};

for (const [name, make] of Object.entries(makers)) {
  describe(`a token by ${name}`, () => {
    for (const [algorithm, key] of Object.entries(KEYS)) {
      const publicKey = files[`${key}.public.pem`];
      const gate = infura.createGate({ keys: [{ id: ID, name: 'first', publicKey }] });
      const minted = (claims, options) =>
        make(claims, algorithm, files[`${key}.private.pem`], {
          keyid: ID,
          audience: 'infura.io',
          expiresIn: '1h',
          ...options,
        });
      const ask = async (claims, options) => {
        const authorization = `Bearer ${await minted(claims, options)}`;
        const decision = gate.authorize({ authorization, body: CALL });
        return decision.allowed ? 'allowed' : decision.code;
      };

      it(`passes Infura's gate, or does not: ${algorithm}`, async () => {
        assert.equal(await ask({}), 'allowed');
        assert.equal(await ask({ methods: ['eth_blockNumber'] }), 'allowed');
        assert.equal(await ask({ methods: ['eth_call'] }), 'ERR_GATE_METHOD');
        assert.equal(await ask({}, { audience: 'other' }), 'ERR_CLAIM_MISMATCH');
        assert.equal(await ask({}, { keyid: 'other' }), 'ERR_KEY_NOT_FOUND');
        assert.equal(await ask({}, { expiresIn: '-1s' }), 'ERR_JWT_EXPIRED');
      });

      it(`is diagnosed: ${algorithm}`, async () => {
        const token = await minted({ methods: ['eth_getBlance'] });
        const found = diagnose(token, { key: publicKey, provider: 'infura' });
        assert.deepEqual(
          found.map(({ code, severity }) => `${severity} ${code}`),
          ['info NOTE_SIGNED_BY', 'info NOTE_KEYID_OR_API_KEY', 'warning NOTE_METHOD_UNKNOWN'],
        );
      });
    }

    it('is taken by the verifiers of Neuron', async () => {
      const keys = { 'ci-bot.pem': files['neuron.public.pem'] };
      for (const options of [{}, { emulate: true }]) {
        const verifier = neuron.createVerifier({ keys }, options);
        const token = await make({ user: 'bob' }, 'RS256', files['neuron.private.pem'], {
          issuer: 'ci-bot',
          audience: 'neuron',
          expiresIn: '1h',
        });
        assert.deepEqual(verifier.authorize(`Bearer ${token}`), { ok: true, user: 'bob' });
      }
    });
  });
}
