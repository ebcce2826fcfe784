import { KeyObject } from 'node:crypto';
import type { KeyMaterial, Platform } from '../../api/src/bound.js';
import { refusal } from '../../api/src/error.js';

export const node: Platform = {
  readKeyObject(input) {
    return input instanceof KeyObject ? material(input) : undefined;
  },
  warn(message) {
    process.emitWarning(message, 'JotmintWarning');
  },
};

function material(key: KeyObject): KeyMaterial {
  try {
    switch (key.type) {
      case 'secret':
        return { form: 'secret', bytes: key.export() };
      case 'public':
        return { form: 'der', bytes: key.export({ format: 'der', type: 'spki' }) };
      default:
        return { form: 'der', bytes: key.export({ format: 'der', type: 'pkcs8' }) };
    }
  } catch (cause) {
    throw refusal(
      'ERR_KEY_FORMAT',
      'This is no key: a KeyObject that cannot be exported.',
      'Make it with createPrivateKey, createPublicKey or createSecretKey.',
      { cause },
    );
  }
}
