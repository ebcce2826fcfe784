/** The `Binding` of the façade on WebAssembly. */

import type {
  Binding,
  GateHandle,
  KeyHandle,
  NeuronVerifierHandle,
  Outcome,
  TemplateHandle,
} from '../../api/src/binding.js';
import { isFailure } from '../../api/src/error.js';
import * as wasm from '../wasm/jotmint_bg.js';
import { generateKeyAsync } from './generate.js';
import { signed, verified } from './signatures.js';
import { Signer } from './signer.js';
import { Verifier } from './verifier.js';

export const webAssembly: Binding = {
  importText: wasm.importText,
  importBytes: wasm.importBytes,
  importSecret: wasm.importSecret,
  importKeySet: wasm.importKeySet,
  generateKey: wasm.generateKey,
  generateKeyAsync,
  generateSecret: wasm.generateSecret,
  digest: wasm.digest,
  digestBytes: wasm.digestBytes,

  createSigner(rules, key, options) {
    const signer = wasm.createSigner(rules, opened(key), options);
    return isFailure(signer) ? signer : new Signer(signer, opened(key));
  },
  createTemplate(rules, algorithm, options): Outcome<TemplateHandle> {
    return wasm.createTemplate(rules, algorithm, options);
  },
  createVerifier(keys, options) {
    const verifier = wasm.createVerifier(listed(keys), options);
    return isFailure(verifier) ? verifier : new Verifier(verifier, keys.map(opened));
  },
  createDecoder: wasm.createDecoder,
  decodeSignature: wasm.decodeSignature,

  diagnose(token, keys, options, now) {
    return wasm.diagnose(token, listed(keys), options, now);
  },

  createGate(config): Outcome<GateHandle> {
    return wasm.createGate(config);
  },
  createNeuronVerifier(options): Outcome<NeuronVerifierHandle> {
    return wasm.createNeuronVerifier(options);
  },

  jwsSign(payload, key, options) {
    return wasm.jwsSign(payload, opened(key), options);
  },
  async jwsSignAsync(payload, key, options) {
    const template = wasm.createJwsTemplate(opened(key), options);
    if (isFailure(template)) return template;
    // The caller may change the bytes meanwhile.
    const bytes = payload.slice();
    try {
      const token = await signed(opened(key), template, () => template.input(bytes));
      return token ?? wasm.jwsSign(bytes, opened(key), options);
    } finally {
      template.free();
    }
  },
  jwsVerify(token, keys, options) {
    const verifier = wasm.createJwsVerifier(listed(keys), options);
    if (isFailure(verifier)) return verifier;
    try {
      return verifier.verify(token);
    } finally {
      verifier.free();
    }
  },
  async jwsVerifyAsync(token, keys, options) {
    const verifier = wasm.createJwsVerifier(listed(keys), options);
    if (isFailure(verifier)) return verifier;
    try {
      return await verified(keys.map(opened), verifier, token);
    } finally {
      verifier.free();
    }
  },
};

/** Every handle of a key that the façade has came from here. */
function opened(key: KeyHandle): wasm.Key {
  return key as wasm.Key;
}

function listed(keys: readonly KeyHandle[]): wasm.Keys {
  const list = new wasm.Keys();
  for (const key of keys) list.push(opened(key));
  return list;
}
