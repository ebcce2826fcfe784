import { createSigner, createVerifier, decode, importKey, sign } from 'jotmint';

import { settled } from './settled.mjs';

/** @import { Verified, VerifyResult } from 'jotmint' */
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

    'verify-cached'({ algorithm, audience, publicKey, token }) {
      const key = importKey(publicKey.encoded, { algorithm });
      const verifier = createVerifier(key, { algorithms: [algorithm], audience, cache: true });
      return { run: () => verifier.verify(token), read: (result) => result.payload };
    },

    'sign-pem'({ algorithm, keyid, privateKey, payload }) {
      const pem = privateKey.encoded;
      const options = { algorithm, keyid };
      return { run: () => sign(payload, pem, options) };
    },

    'sign-many'({ algorithm, keyid, privateKey, payloads }) {
      const key = importKey(privateKey.encoded, { algorithm });
      const signer = createSigner(key, { algorithm, keyid });
      return { run: () => signer.signMany(payloads) };
    },

    'verify-many'({ algorithm, audience, publicKey, tokens }) {
      const key = importKey(publicKey.encoded, { algorithm });
      const verifier = createVerifier(key, { algorithms: [algorithm], audience });
      return {
        run: () => verifier.verifyMany(tokens),
        read: (results) =>
          results.map((/** @type {VerifyResult} */ result) =>
            result.ok ? result.payload : result.error,
          ),
      };
    },

    refuse({ algorithm, audience, publicKey, tokens }) {
      const key = importKey(publicKey.encoded, { algorithm });
      const verifier = createVerifier(key, { algorithms: [algorithm], audience });
      const verify = settled((token) => verifier.verify(token));
      return {
        run: () => tokens.map(verify),
        read: (results) =>
          results.map((/** @type {Verified | Error} */ result) =>
            'payload' in result ? result.payload : result,
          ),
      };
    },

    decode({ token }) {
      return {
        run: () => decode(token),
        read: ({ header, payload }) => ({ header, payload }),
      };
    },
  },
};
