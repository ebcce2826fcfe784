/** Tokens we mint are checked by other people's packages, and theirs by ours. */
import assert from 'node:assert/strict';
import { createHmac, createPublicKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { UnsecuredJWT } from 'jose';
import * as api from 'jotmint';
import jsonwebtoken from 'jsonwebtoken';
import { kitOf } from '../suite/kit.mjs';
import { files } from './material.mjs';
import fastJwt from './peers/fast-jwt.mjs';
import jose from './peers/jose.mjs';
import jwt from './peers/jsonwebtoken.mjs';
import nodeCrypto from './peers/node-crypto.mjs';
import nodeRs from './peers/node-rs.mjs';

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {string[]} algorithms
 * @property {(payload: object, key: string | Uint8Array, options: { algorithm: string, keyid: string }) => string | Promise<string>} sign
 * @property {(token: string, key: string | Uint8Array, expected: { algorithm: string, audience?: string, issuer?: string }) => object | Promise<object>} verify
 *   throws where the token is not good
 * @property {boolean} [checksNoClaims]
 */

const { algorithms, keysOf, refused } = kitOf(api, { assert, files });
const peers = [jose, jwt, fastJwt, nodeCrypto, ...(nodeRs ? [nodeRs] : [])];
const in2100 = 4_102_444_800;
const claims = {
  iss: 'https://id.example',
  sub: 'alice',
  aud: 'api',
  exp: in2100,
  nbf: 1_000_000_000,
  iat: 1_000_000_000,
  jti: 'one',
  text: 'π💶 "\\\u0000',
  deep: { list: [1, -0.5, 1e21, null, true, {}] },
};

for (const peer of peers) {
  describe(`interop with ${peer.name}`, () => {
    for (const algorithm of peer.algorithms) {
      const { signing, verifying } = keysOf(algorithm);
      const other = algorithm.startsWith('HS')
        ? new Uint8Array(64).fill(8)
        : otherKey(algorithm).toPem();
      const expected = { algorithm, audience: 'api', issuer: 'https://id.example' };
      const ours = { algorithms: [algorithm], audience: 'api', issuer: 'https://id.example' };

      it(`it takes ours: ${algorithm}`, async () => {
        const options = { algorithm, keyid: 'k1' };
        for (const token of [
          api.sign(claims, signing, options),
          await api.signAsync(claims, signing, options),
          ...(await api.createSigner(signing, options).signMany([claims])),
        ]) {
          assert.deepEqual({ ...(await peer.verify(token, verifying, expected)) }, claims);
        }
      });

      it(`we take its: ${algorithm}`, async () => {
        const token = await peer.sign(claims, signing, { algorithm, keyid: 'k1' });
        for (const { header, payload } of [
          api.verify(token, verifying, ours),
          await api.verifyAsync(token, verifying, ours),
          ...(await api.createVerifier(verifying, ours).verifyMany([token])),
        ]) {
          assert.deepEqual(header, { alg: algorithm, typ: 'JWT', kid: 'k1' });
          assert.deepEqual(payload, claims);
        }
      });

      it(`neither takes what the other would not: ${algorithm}`, async () => {
        const options = { algorithm, keyid: 'k1' };
        const mine = api.sign(claims, signing, options);
        const its = await peer.sign(claims, signing, options);
        await assert.rejects(async () => peer.verify(mine, other, expected));
        refused(() => api.verify(its, other, ours), 'ERR_SIGNATURE_INVALID');

        const expired = { ...claims, exp: 1_000_000_001 };
        const itsExpired = await peer.sign(expired, signing, options);
        refused(() => api.verify(itsExpired, verifying, ours), 'ERR_JWT_EXPIRED');
        await assert.rejects(async () =>
          peer.verify(api.sign(expired, signing, options), verifying, expected),
        );

        refused(() => api.verify(its, verifying, { ...ours, audience: 'x' }), 'ERR_CLAIM_MISMATCH');
        refused(() => api.verify(its, verifying, { ...ours, issuer: 'x' }), 'ERR_CLAIM_MISMATCH');
        if (peer.checksNoClaims) return;
        for (const wrong of [{ audience: 'x' }, { issuer: 'x' }]) {
          await assert.rejects(async () => peer.verify(mine, verifying, { ...expected, ...wrong }));
        }
      });
    }
  });
}

describe('interop', () => {
  it('covers every algorithm', () => {
    const covered = new Set(peers.flatMap((peer) => peer.algorithms));
    assert.deepEqual([...covered].sort(), [...algorithms].sort());
  });

  it('fills in claims as jsonwebtoken does', () => {
    const { signing } = keysOf('RS256');
    const options = {
      algorithm: 'RS256',
      keyid: 'k',
      audience: ['a', 'b'],
      issuer: 'i',
      subject: 's',
      jwtid: 'j',
      expiresIn: '1h',
      notBefore: '10s',
    };
    const payload = { iat: 1_000_000_000, own: 1 };
    const mine = api.decode(api.sign(payload, signing, options));
    const theirs = api.decode(jsonwebtoken.sign(payload, signing, options));
    assert.deepEqual(mine.payload, theirs.payload);
    assert.deepEqual(mine.header, theirs.header);
  });

  it("makes the token of Infura's tutorial", () => {
    const { signing, verifying } = keysOf('ES256');
    const now = Math.floor(Date.now() / 1000);
    const mine = api.infura.sign({}, signing, { keyid: 'the-id', expiresIn: '1h', now });
    const theirs = jsonwebtoken.sign({ iat: now }, signing, {
      algorithm: 'ES256',
      keyid: 'the-id',
      audience: 'infura.io',
      expiresIn: '1h',
      header: { typ: 'JWT' },
    });
    assert.deepEqual(jsonwebtoken.verify(mine, verifying), jsonwebtoken.verify(theirs, verifying));
    assert.deepEqual(api.decode(mine).header, api.decode(theirs).header);
  });

  it('refuses what others sign with nothing', () => {
    const { verifying } = keysOf('RS256');
    for (const token of [
      jsonwebtoken.sign({ sub: 'a' }, null, { algorithm: 'none' }),
      new UnsecuredJWT({ sub: 'a' }).encode(),
    ]) {
      refused(() => api.verify(token, verifying), 'ERR_ALG_NONE');
    }
  });

  it('refuses a public key that somebody used as a secret', () => {
    for (const algorithm of ['RS256', 'ES256', 'EdDSA']) {
      const { verifying } = keysOf(algorithm);
      const der = createPublicKey(verifying).export({ format: 'der', type: 'spki' });
      for (const secret of [verifying, verifying.trim(), der]) {
        const [header, payload] = api
          .sign({}, new Uint8Array(64), { algorithm: 'HS256' })
          .split('.');
        const tag = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
        const forged = `${header}.${payload}.${tag}`;
        for (const key of [verifying, der, createPublicKey(verifying)]) {
          refused(() => api.verify(forged, key), 'ERR_ALG_MISMATCH');
        }
      }
    }
  });
});

/** Another key of the same kind. */
function otherKey(algorithm) {
  return /^(RS|PS)/.test(algorithm)
    ? api.importKey(files['neuron.public.pem'])
    : api.generateKeyPair(algorithm).publicKey;
}
