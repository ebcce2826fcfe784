// Its signer and verifier are built once and parse the key then. The verifier's cache is off,
// which is its default, but for the row that is about it.

import { createDecoder, createSigner, createVerifier } from 'fast-jwt';

import { settled } from './settled.mjs';

/** @import { Material } from '../material.mjs' */
/** @import { Subject } from '../rows.mjs' */

/**
 * @param {Material} material
 * @param {{ cache: boolean }} options
 * @returns {(token: string) => unknown}
 */
const verifierOf = ({ algorithm, audience, publicKey }, { cache }) =>
  createVerifier({
    key: publicKey.encoded,
    algorithms: [algorithm],
    allowedAud: audience,
    cache,
  });

/** Many tokens, and bad ones. @type {Subject['tasks'][string]} */
const verifyEach = (material) => {
  const verify = settled(verifierOf(material, { cache: false }));
  return { run: () => material.tokens.map(verify) };
};

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

    verify({ token, ...material }) {
      const verify = verifierOf(material, { cache: false });
      return { run: () => verify(token) };
    },

    'verify-cached'({ token, ...material }) {
      const verify = verifierOf(material, { cache: true });
      return { run: () => verify(token) };
    },

    'sign-many'({ algorithm, keyid, privateKey, payloads }) {
      const key = privateKey.encoded;
      const sign = createSigner({ key, algorithm, kid: keyid });
      return { run: () => payloads.map(sign) };
    },

    'verify-many': verifyEach,
    refuse: verifyEach,

    decode({ token }) {
      const decode = createDecoder({ complete: true });
      return {
        run: () => decode(token),
        read: ({ header, payload }) => ({ header, payload }),
      };
    },
  },
};
