/**
 * The addon of @node-rs/jsonwebtoken itself: its main package asks for platform packages that not
 * every registry has. `undefined` where this one is not for the platform at hand.
 */
import { createPrivateKey } from 'node:crypto';
import { createRequire } from 'node:module';

const addon = load();

function load() {
  try {
    return createRequire(import.meta.url)('@node-rs/jsonwebtoken-linux-x64-gnu');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** @type {import('../interop.test.mjs').Peer | undefined} */
export default addon && {
  name: '@node-rs/jsonwebtoken',
  algorithms: [
    ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...['ES256', 'ES384', 'EdDSA'],
  ],
  sign: (payload, key, { algorithm, keyid }) =>
    addon.signSync(payload, pkcs8(key), { algorithm, keyId: keyid }),
  verify: (token, key, { algorithm, audience, issuer }) =>
    addon.verifySync(token, typeof key === 'string' ? key : Buffer.from(key), {
      algorithms: [algorithm],
      ...(audience && { aud: [audience] }),
      ...(issuer && { iss: [issuer] }),
    }),
};

function pkcs8(key) {
  return typeof key === 'string'
    ? createPrivateKey(key).export({ format: 'pem', type: 'pkcs8' })
    : Buffer.from(key);
}
