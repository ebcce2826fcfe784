// It has no key object: text or bytes are parsed on every call. It cannot decode a payload
// without verifying. Where there are many tokens, its promises are faster: they use every core.

import { sign, signSync, verify, verifySync } from '@node-rs/jsonwebtoken';

import { settled } from './settled.mjs';

/** @import { Header, Validation } from '@node-rs/jsonwebtoken' */
/** @import { Subject } from '../rows.mjs' */

/** A PEM each call or a key: to it that is the same. @type {Subject['tasks'][string]} */
const signPem = ({ algorithm, keyid, privateKey, payload }) => {
  const key = privateKey.encoded;
  const header = /** @type {Header} */ ({ algorithm, keyId: keyid });
  return { run: () => signSync(payload, key, header) };
};

/** @type {Subject} */
export default {
  name: '@node-rs',
  package: '@node-rs/jsonwebtoken',
  role: 'peer',
  algorithms: ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'],
  tasks: {
    sign: signPem,
    'sign-pem': signPem,

    'sign-many'({ algorithm, keyid, privateKey, payloads }) {
      const key = privateKey.encoded;
      const header = /** @type {Header} */ ({ algorithm, keyId: keyid });
      const signOne = (/** @type {object} */ payload) => sign(payload, key, header);
      return { run: () => Promise.all(payloads.map(signOne)) };
    },

    'verify-many'({ algorithm, audience, publicKey, tokens }) {
      const key = publicKey.encoded;
      const validation = /** @type {Validation} */ ({ algorithms: [algorithm], aud: [audience] });
      const verifyOne = (/** @type {string} */ token) => verify(token, key, validation);
      return {
        run: () => Promise.allSettled(tokens.map(verifyOne)),
        read: (results) =>
          results.map((/** @type {PromiseSettledResult<unknown>} */ result) =>
            result.status === 'fulfilled' ? result.value : result.reason,
          ),
      };
    },

    refuse({ algorithm, audience, publicKey, tokens }) {
      const key = publicKey.encoded;
      const validation = /** @type {Validation} */ ({ algorithms: [algorithm], aud: [audience] });
      const verifyOne = settled((token) => verifySync(token, key, validation));
      return { run: () => tokens.map(verifyOne) };
    },

    verify({ algorithm, audience, publicKey, token }) {
      const key = publicKey.encoded;
      const validation = /** @type {Validation} */ ({ algorithms: [algorithm], aud: [audience] });
      return { run: () => verifySync(token, key, validation) };
    },
  },
};
