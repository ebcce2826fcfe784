/** The `Binding` of the façade on WebAssembly. */

import type {
  Binding,
  GateHandle,
  KeyHandle,
  Outcome,
  SignerHandle,
  TemplateHandle,
  VerifiedText,
  VerifierHandle,
} from '../../api/src/binding.js';
import { isFailure } from '../../api/src/error.js';
import * as wasm from '../wasm/jotmint_bg.js';
import { oneByOne } from './turn.js';

export const webAssembly: Binding = {
  importText: wasm.importText,
  importBytes: wasm.importBytes,
  importSecret: wasm.importSecret,
  importKeySet: wasm.importKeySet,
  generateKey: wasm.generateKey,
  async generateKeyAsync(algorithm, options) {
    return wasm.generateKey(algorithm, options);
  },
  generateSecret: wasm.generateSecret,
  digest: wasm.digest,
  digestBytes: wasm.digestBytes,

  createSigner(rules, key, options) {
    const signer = wasm.createSigner(rules, opened(key), options);
    return isFailure(signer) ? signer : new Signer(signer);
  },
  createTemplate(rules, algorithm, options): Outcome<TemplateHandle> {
    return wasm.createTemplate(rules, algorithm, options);
  },
  createVerifier(keys, options) {
    const verifier = wasm.createVerifier(listed(keys), options);
    return isFailure(verifier) ? verifier : new Verifier(verifier);
  },
  decode: wasm.decode,
  decodeSignature: wasm.decodeSignature,

  diagnose(token, keys, options, now) {
    return wasm.diagnose(token, listed(keys), options, now);
  },

  createGate(config): Outcome<GateHandle> {
    return wasm.createGate(config);
  },

  jwsSign(payload, key, options) {
    return wasm.jwsSign(payload, opened(key), options);
  },
  async jwsSignAsync(payload, key, options) {
    return wasm.jwsSign(payload, opened(key), options);
  },
  jwsVerify(token, keys, options) {
    return wasm.jwsVerify(token, listed(keys), options);
  },
  async jwsVerifyAsync(token, keys, options) {
    return wasm.jwsVerify(token, listed(keys), options);
  },
};

class Signer implements SignerHandle {
  readonly #signer: wasm.Signer;

  constructor(signer: wasm.Signer) {
    this.#signer = signer;
  }

  sign(payload: string, now: number): Outcome<string> {
    return this.#signer.sign(payload, now);
  }

  async signAsync(payload: string, now: number): Promise<Outcome<string>> {
    return this.#signer.sign(payload, now);
  }

  signMany(payloads: string[], now: number): Promise<Outcome<string>[]> {
    return oneByOne(payloads, (payload) => this.#signer.sign(payload, now));
  }

  warnings(): string[] {
    return this.#signer.warnings();
  }
}

class Verifier implements VerifierHandle {
  readonly #verifier: wasm.Verifier;

  constructor(verifier: wasm.Verifier) {
    this.#verifier = verifier;
  }

  verify(token: string, now: number): Outcome<VerifiedText> {
    return this.#verifier.verify(token, now);
  }

  async verifyAsync(token: string, now: number): Promise<Outcome<VerifiedText>> {
    return this.#verifier.verify(token, now);
  }

  verifyMany(tokens: string[], now: number): Promise<Outcome<VerifiedText>[]> {
    return oneByOne(tokens, (token) => this.#verifier.verify(token, now));
  }
}

/** Every handle of a key that the façade has came from here. */
function opened(key: KeyHandle): wasm.Key {
  return key as wasm.Key;
}

function listed(keys: readonly KeyHandle[]): wasm.Keys {
  const list = new wasm.Keys();
  for (const key of keys) list.push(opened(key));
  return list;
}
