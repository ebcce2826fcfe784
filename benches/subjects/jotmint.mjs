import { createSigner, createVerifier, decode, importKey } from 'jotmint';

/** @import { Subject } from '../rows.mjs' */

/** @type {Subject} */
export default {
  name: 'jotmint',
  package: 'jotmint',
  role: 'ours',
  algorithms: ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'],
  tasks: {
    sign({ algorithm, keyid, privateKey, payload }) {
      const key = importKey(privateKey.encoded, { algorithm });
      const signer = createSigner(key, { algorithm, keyid });
      return { run: () => signer.sign(payload) };
    },

    verify({ algorithm, audience, publicKey, token }) {
      const key = importKey(publicKey.encoded, { algorithm });
      const verifier = createVerifier(key, { algorithms: [algorithm], audience });
      return { run: () => verifier.verify(token), read: (result) => result.payload };
    },

    decode({ token }) {
      return {
        run: () => decode(token),
        read: ({ header, payload }) => ({ header, payload }),
      };
    },
  },
};
