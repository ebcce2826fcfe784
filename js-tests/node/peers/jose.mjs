import { createPrivateKey, createPublicKey } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

/** @type {import('../interop.test.mjs').Peer} */
export default {
  name: 'jose',
  algorithms: [
    ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
  ],
  sign: (payload, key, { algorithm, keyid }) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: keyid })
      .sign(typeof key === 'string' ? createPrivateKey(key) : key),
  verify: async (token, key, { algorithm, ...expected }) =>
    (
      await jwtVerify(token, typeof key === 'string' ? createPublicKey(key) : key, {
        algorithms: [algorithm],
        ...expected,
      })
    ).payload,
};
