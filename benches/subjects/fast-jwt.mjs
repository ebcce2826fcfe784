// Its signer and verifier are built once and parse the key then. The verifier's cache is off,
// which is its default.

import { createDecoder, createSigner, createVerifier } from 'fast-jwt';

/** @import { Subject } from '../rows.mjs' */

/** @type {Subject} */
export default {
  name: 'fast-jwt',
  package: 'fast-jwt',
  role: 'peer',
  algorithms: ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'],
  tasks: {
    sign({ algorithm, keyid, privateKey, payload }) {
      const key = privateKey.encoded;
      const sign = createSigner({ key, algorithm, kid: keyid });
      return { run: () => sign(payload) };
    },

    verify({ algorithm, audience, publicKey, token }) {
      const key = publicKey.encoded;
      const verify = createVerifier({
        key,
        algorithms: [algorithm],
        allowedAud: audience,
        cache: false,
      });
      return { run: () => verify(token) };
    },

    decode({ token }) {
      const decode = createDecoder({ complete: true });
      return {
        run: () => decode(token),
        read: ({ header, payload }) => ({ header, payload }),
      };
    },
  },
};
