// Given a CryptoKey, imported beforehand. Its calls are promises and are awaited one by one.

import {
  decodeJwt,
  decodeProtectedHeader,
  importPKCS8,
  importSPKI,
  jwtVerify,
  SignJWT,
} from 'jose';

/** @import { webcrypto } from 'node:crypto' */
/** @import { Algorithm, KeyForms } from '../material.mjs' */
/** @import { Subject } from '../rows.mjs' */

/** @type {Subject} */
export default {
  name: 'jose',
  package: 'jose',
  role: 'peer',
  algorithms: ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'],
  tasks: {
    async sign({ algorithm, privateKey, header, payload }) {
      const key = await importKey(privateKey, algorithm, importPKCS8);
      return {
        run: () => new SignJWT(payload).setProtectedHeader(header).setIssuedAt().sign(key),
      };
    },

    async verify({ algorithm, audience, publicKey, token }) {
      const key = await importKey(publicKey, algorithm, importSPKI);
      const options = { algorithms: [algorithm], audience };
      return { run: () => jwtVerify(token, key, options), read: (result) => result.payload };
    },

    decode({ token }) {
      return {
        run: () => ({ header: decodeProtectedHeader(token), payload: decodeJwt(token) }),
      };
    },
  },
};

/**
 * @param {KeyForms} key
 * @param {Algorithm} algorithm
 * @param {typeof importPKCS8 | typeof importSPKI} importPem
 * @returns {Promise<webcrypto.CryptoKey>}
 */
async function importKey({ encoded }, algorithm, importPem) {
  if (typeof encoded === 'string') {
    return importPem(encoded, algorithm);
  }
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', encoded, hmac, false, ['sign', 'verify']);
}
