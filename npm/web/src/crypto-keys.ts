/**
 * Keys that WebCrypto has: those that came as a CryptoKey and stay one, and those that are made of
 * a key in WebAssembly when an asynchronous call first needs one.
 */
import type { Outcome } from '../../api/src/binding.js';
import { algorithmOf, type CryptoKeyLike, WEB_CRYPTO } from '../../api/src/crypto-key.js';
import { isFailure } from '../../api/src/error.js';
import type { Algorithm } from '../../api/src/generated.js';
import { Prepared } from '../../api/src/prepared.js';
import * as wasm from '../wasm/jotmint_bg.js';

const given = new WeakMap<wasm.Key, CryptoKey>();
const made = new Prepared<Promise<CryptoKey | undefined>>();

/** WebCrypto, which an origin that is not secure does not have. */
export function webCrypto(): SubtleCrypto | undefined {
  return globalThis.crypto?.subtle;
}

/** A key that WebCrypto keeps. Everything but its numbers is known at once. */
export function importCryptoKey(key: CryptoKeyLike, options: string): Outcome<wasm.Key> {
  const algorithm = algorithmOf(key);
  if (isFailure(algorithm)) return algorithm;
  const handle = wasm.importElsewhere(
    algorithm,
    key.type,
    lengthOf(key as CryptoKey),
    [...key.usages],
    options,
  );
  if (!isFailure(handle)) given.set(handle, key as CryptoKey);
  return handle;
}

/** Whether it is WebCrypto's alone, so that nothing else can take WebCrypto's place. */
export function isGiven(key: wasm.Key): boolean {
  return given.has(key);
}

/** Whether WebCrypto can check what the key has signed. */
export function isForWebCrypto(key: wasm.Key): boolean {
  if (isGiven(key)) return true;
  if (webCrypto() === undefined) return false;
  try {
    const { algorithms }: { algorithms: Algorithm[] } = JSON.parse(key.describe());
    return algorithms.some((algorithm) => parametersFor(key, algorithm) !== undefined);
  } catch {
    // It was disposed of; the verifier that was made with it goes on in WebAssembly.
    return false;
  }
}

/** The CryptoKey to use in place of the key, or `undefined` where WebAssembly has to do it. */
export async function cryptoKeyOf(
  key: wasm.Key,
  algorithm: Algorithm,
  usage: 'sign' | 'verify',
): Promise<CryptoKey | undefined> {
  const own = given.get(key);
  if (own !== undefined) return own;
  return made.get(key, algorithm) ?? made.set(key, algorithm, converted(key, algorithm, usage));
}

async function converted(
  key: wasm.Key,
  algorithm: Algorithm,
  usage: 'sign' | 'verify',
): Promise<CryptoKey | undefined> {
  try {
    const parameters = parametersFor(key, algorithm);
    if (parameters === undefined) return undefined;
    const der = key.toDer();
    if (isFailure(der)) return undefined;
    const format = usage === 'sign' ? 'pkcs8' : 'spki';
    const one = webCrypto()?.importKey(format, der as BufferSource, parameters, false, [usage]);
    der.fill(0);
    return await one;
  } catch {
    // A key or an algorithm that this platform does not know, or a key that was disposed of.
    return undefined;
  }
}

/** What to import a key with, where WebCrypto may have it and that is worth it. */
function parametersFor(key: wasm.Key, algorithm: Algorithm) {
  const parameters = WEB_CRYPTO[algorithm]?.key;
  // An HMAC is made in less time than it takes to ask WebCrypto for one.
  return parameters?.name === 'HMAC' || !key.isForPlatforms() ? undefined : parameters;
}

/** In bits, of what has a length of its own. */
function lengthOf({ algorithm }: CryptoKey): number {
  const { modulusLength, length } = algorithm as Partial<RsaKeyAlgorithm & HmacKeyAlgorithm>;
  return modulusLength ?? length ?? 0;
}
