import jsonwebtoken from 'jsonwebtoken';

/** @type {import('../interop.test.mjs').Peer} */
export default {
  name: 'jsonwebtoken',
  algorithms: [
    ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...['ES256', 'ES384', 'ES512'],
  ],
  sign: (payload, key, { algorithm, keyid }) =>
    jsonwebtoken.sign(payload, asBuffer(key), { algorithm, keyid }),
  verify: (token, key, { algorithm, ...expected }) =>
    jsonwebtoken.verify(token, asBuffer(key), { algorithms: [algorithm], ...expected }),
};

/** It takes no other bytes for a secret. */
function asBuffer(key) {
  return typeof key === 'string' ? key : Buffer.from(key);
}
