// It has no key object: text or bytes are parsed on every call. It cannot decode a payload
// without verifying.

import { signSync, verifySync } from '@node-rs/jsonwebtoken';

/** @import { Header, Validation } from '@node-rs/jsonwebtoken' */
/** @import { Subject } from '../rows.mjs' */

/** @type {Subject} */
export default {
  name: '@node-rs',
  package: '@node-rs/jsonwebtoken',
  role: 'peer',
  algorithms: ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'],
  tasks: {
    sign({ algorithm, keyid, privateKey, payload }) {
      const key = privateKey.encoded;
      const header = /** @type {Header} */ ({ algorithm, keyId: keyid });
      return { run: () => signSync(payload, key, header) };
    },

    verify({ algorithm, audience, publicKey, token }) {
      const key = publicKey.encoded;
      const validation = /** @type {Validation} */ ({ algorithms: [algorithm], aud: [audience] });
      return { run: () => verifySync(token, key, validation) };
    },
  },
};
