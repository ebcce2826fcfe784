import type { Platform } from '../../api/src/bound.js';
import { isCryptoKey } from '../../api/src/crypto-key.js';
import { importCryptoKey } from './crypto-keys.js';

export const web: Platform = {
  importKeyObject(input, options) {
    return isCryptoKey(input) ? importCryptoKey(input, options) : undefined;
  },
  warn(message) {
    console.warn(`jotmint: ${message}`);
  },
};
