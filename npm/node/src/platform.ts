import type { KeyObject, webcrypto } from 'node:crypto';
import type { KeyHandle, Outcome } from '../../api/src/binding.js';
import { binding, type Platform } from '../../api/src/bound.js';
import { algorithmOf, type CryptoKeyLike, isCryptoKey } from '../../api/src/crypto-key.js';
import { failure, isFailure } from '../../api/src/error.js';

export const node: Platform = {
  importKeyObject(input, options) {
    if (input instanceof crypto().KeyObject) return imported(input, options);
    return isCryptoKey(input) ? importedCryptoKey(input, options) : undefined;
  },
  warn(message) {
    process.emitWarning(message, 'JotmintWarning');
  },
};

let loaded: typeof import('node:crypto') | undefined;

/** Loading it takes longer than signing a token, and a PEM needs nothing of it. */
function crypto() {
  loaded ??= require('node:crypto') as typeof import('node:crypto');
  return loaded;
}

function imported(key: KeyObject, options: string): Outcome<KeyHandle> {
  try {
    switch (key.type) {
      case 'secret':
        return binding.importSecret(key.export(), options);
      case 'public':
        return binding.importBytes(key.export({ format: 'der', type: 'spki' }), options);
      default:
        return binding.importBytes(key.export({ format: 'der', type: 'pkcs8' }), options);
    }
  } catch (cause) {
    return failure(
      'ERR_KEY_FORMAT',
      'This is no key: a KeyObject that cannot be exported.',
      'Make it with createPrivateKey, createPublicKey or createSecretKey.',
      { cause },
    );
  }
}

/** As a JWK, which says what the key is for as the CryptoKey does. */
function importedCryptoKey(key: CryptoKeyLike, options: string): Outcome<KeyHandle> {
  const alg = algorithmOf(key);
  if (isFailure(alg)) return alg;
  const jwk = crypto()
    .KeyObject.from(key as webcrypto.CryptoKey)
    .export({ format: 'jwk' });
  return binding.importText(JSON.stringify({ ...jwk, alg, key_ops: key.usages }), options);
}
