// Given a CryptoKey, imported beforehand. Its calls are promises and are awaited one by one; where
// there are many tokens, all are under way at once, which is faster.

import {
  decodeJwt,
  decodeProtectedHeader,
  importPKCS8,
  importSPKI,
  jwtVerify,
  SignJWT,
} from 'jose';

/** @import { webcrypto } from 'node:crypto' */
/** @import { JWTPayload, JWTVerifyResult } from 'jose' */
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
      const key = await importCryptoKey(privateKey, algorithm, importPKCS8);
      return {
        run: () => new SignJWT(payload).setProtectedHeader(header).setIssuedAt().sign(key),
      };
    },

    async verify({ algorithm, audience, publicKey, token }) {
      const key = await importCryptoKey(publicKey, algorithm, importSPKI);
      const options = { algorithms: [algorithm], audience };
      return { run: () => jwtVerify(token, key, options), read: (result) => result.payload };
    },

    async 'sign-many'({ algorithm, privateKey, header, payloads }) {
      const key = await importCryptoKey(privateKey, algorithm, importPKCS8);
      const sign = (/** @type {JWTPayload} */ payload) =>
        new SignJWT(payload).setProtectedHeader(header).setIssuedAt().sign(key);
      return { run: () => Promise.all(payloads.map(sign)) };
    },

    async 'verify-many'({ algorithm, audience, publicKey, tokens }) {
      const key = await importCryptoKey(publicKey, algorithm, importSPKI);
      const options = { algorithms: [algorithm], audience };
      const verify = (/** @type {string} */ token) => jwtVerify(token, key, options);
      return {
        run: () => Promise.allSettled(tokens.map(verify)),
        read: (results) =>
          results.map((/** @type {PromiseSettledResult<JWTVerifyResult>} */ result) =>
            result.status === 'fulfilled' ? result.value.payload : result.reason,
          ),
      };
    },

    async refuse({ algorithm, audience, publicKey, tokens }) {
      const key = await importCryptoKey(publicKey, algorithm, importSPKI);
      const options = { algorithms: [algorithm], audience };
      return {
        async run() {
          const outcomes = [];
          for (const token of tokens) {
            try {
              outcomes.push((await jwtVerify(token, key, options)).payload);
            } catch (error) {
              outcomes.push(error);
            }
          }
          return outcomes;
        },
      };
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
export async function importCryptoKey({ encoded }, algorithm, importPem) {
  if (typeof encoded === 'string') {
    return importPem(encoded, algorithm);
  }
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', encoded, hmac, false, ['sign', 'verify']);
}
