import { createSigner, createVerifier } from 'fast-jwt';

/** @type {import('../interop.test.mjs').Peer} */
export default {
  name: 'fast-jwt',
  algorithms: [
    ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...['ES256', 'ES384', 'ES512', 'EdDSA'],
  ],
  sign: (payload, key, { algorithm, keyid }) =>
    createSigner({ key: asBuffer(key), algorithm, kid: keyid })(payload),
  verify: (token, key, { algorithm, audience, issuer }) =>
    createVerifier({
      key: asBuffer(key),
      algorithms: [algorithm],
      allowedAud: audience,
      allowedIss: issuer,
    })(token),
};

function asBuffer(key) {
  return typeof key === 'string' ? key : Buffer.from(key);
}
