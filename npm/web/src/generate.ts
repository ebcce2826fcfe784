/** Key pairs, by WebCrypto where it can. */
import type { KeyHandle, Outcome } from '../../api/src/binding.js';
import { WEB_CRYPTO } from '../../api/src/crypto-key.js';
import { isFailure } from '../../api/src/error.js';
import type { Algorithm } from '../../api/src/generated.js';
import * as wasm from '../wasm/jotmint_bg.js';
import { webCrypto } from './crypto-keys.js';

const F4 = Uint8Array.of(1, 0, 1);

export async function generateKeyAsync(
  algorithm: string,
  options: string,
): Promise<Outcome<KeyHandle>> {
  const modulusLength = wasm.modulusToMake(algorithm, options);
  if (isFailure(modulusLength)) return modulusLength;
  const der = await madeByWebCrypto(algorithm as Algorithm, modulusLength);
  if (der === undefined) return wasm.generateKey(algorithm, options);
  const { keyid } = JSON.parse(options);
  const key = wasm.importBytes(der, JSON.stringify({ algorithm, keyid }));
  der.fill(0);
  return key;
}

/** PKCS#8. */
async function madeByWebCrypto(
  algorithm: Algorithm,
  modulusLength: number,
): Promise<Uint8Array | undefined> {
  const [subtle, parameters] = [webCrypto(), WEB_CRYPTO[algorithm]?.key];
  if (subtle === undefined || parameters === undefined) return undefined;
  const rsa = modulusLength === 0 ? {} : { modulusLength, publicExponent: F4 };
  try {
    const pair = await subtle.generateKey({ ...parameters, ...rsa }, true, ['sign', 'verify']);
    return new Uint8Array(await subtle.exportKey('pkcs8', (pair as CryptoKeyPair).privateKey));
  } catch {
    // A curve that this browser does not know.
    return undefined;
  }
}
