// Given a KeyObject: a PEM is parsed anew on every call, as in the row of its own.

import jsonwebtoken from 'jsonwebtoken';

import { settled } from './settled.mjs';

/** @import { Subject } from '../rows.mjs' */

/** Many tokens, and bad ones. @type {Subject['tasks'][string]} */
const verifyEach = ({ algorithm, audience, publicKey, tokens }) => {
  const key = publicKey.object;
  const options = { algorithms: [algorithm], audience };
  const verify = settled((token) => jsonwebtoken.verify(token, key, options));
  return { run: () => tokens.map(verify) };
};

/** @type {Subject} */
export default {
  name: 'jsonwebtoken',
  package: 'jsonwebtoken',
  role: 'peer',
  algorithms: ['RS256', 'ES256', 'HS256', 'PS256', 'ES384'],
  tasks: {
    sign({ algorithm, keyid, privateKey, payload }) {
      const key = privateKey.object;
      const options = { algorithm, keyid };
      return { run: () => jsonwebtoken.sign(payload, key, options) };
    },

    verify({ algorithm, audience, publicKey, token }) {
      const key = publicKey.object;
      const options = { algorithms: [algorithm], audience };
      return { run: () => jsonwebtoken.verify(token, key, options) };
    },

    'sign-pem'({ algorithm, keyid, privateKey, payload }) {
      const pem = privateKey.encoded;
      const options = { algorithm, keyid };
      return { run: () => jsonwebtoken.sign(payload, pem, options) };
    },

    'sign-many'({ algorithm, keyid, privateKey, payloads }) {
      const key = privateKey.object;
      const options = { algorithm, keyid };
      const sign = (/** @type {object} */ payload) => jsonwebtoken.sign(payload, key, options);
      return { run: () => payloads.map(sign) };
    },

    'verify-many': verifyEach,
    refuse: verifyEach,

    decode({ token }) {
      const options = { complete: true };
      return {
        run: () => jsonwebtoken.decode(token, options),
        read: ({ header, payload }) => ({ header, payload }),
      };
    },
  },
};
