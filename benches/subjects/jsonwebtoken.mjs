// Given a KeyObject: a PEM would be parsed anew on every call.

import jsonwebtoken from 'jsonwebtoken';

/** @import { Subject } from '../rows.mjs' */

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

    decode({ token }) {
      const options = { complete: true };
      return {
        run: () => jsonwebtoken.decode(token, options),
        read: ({ header, payload }) => ({ header, payload }),
      };
    },
  },
};
