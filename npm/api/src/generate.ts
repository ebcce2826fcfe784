import { binding } from './bound.js';
import type { Algorithm } from './generated.js';
import { type Key, keyOf } from './key.js';
import { readOptions, textArgument } from './options.js';

/** How a key pair is made. */
export interface GenerateOptions {
  /** The size of an RSA modulus in bits: 2048 (the default), 3072 or 4096. */
  modulusLength?: number;
  /** What goes into the header of its tokens as `kid`. */
  keyid?: string;
}

/** Both halves. */
export interface KeyPair {
  privateKey: Key;
  publicKey: Key;
}

/**
 * Makes a key pair for an algorithm.
 *
 * @example
 * const { privateKey, publicKey } = generateKeyPair('ES256');
 */
export function generateKeyPair(algorithm: Algorithm, options?: GenerateOptions): KeyPair {
  const { text } = readOptions(options);
  return pair(keyOf(binding.generateKey(textArgument(algorithm, 'algorithm'), text)));
}

/**
 * The same off the main thread: RSA keys take a while to find.
 *
 * @example
 * const { privateKey, publicKey } = await generateKeyPairAsync('RS256', { modulusLength: 4096 });
 */
export async function generateKeyPairAsync(
  algorithm: Algorithm,
  options?: GenerateOptions,
): Promise<KeyPair> {
  const { text } = readOptions(options);
  return pair(keyOf(await binding.generateKeyAsync(textArgument(algorithm, 'algorithm'), text)));
}

/**
 * Makes a secret of the length that goes with the algorithm.
 *
 * @example
 * const secret = generateSecret('HS256');
 * const token = sign({ sub: 'alice' }, secret);
 */
export function generateSecret(algorithm: 'HS256' | 'HS384' | 'HS512'): Key {
  return keyOf(binding.generateSecret(textArgument(algorithm, 'algorithm')));
}

function pair(privateKey: Key): KeyPair {
  return { privateKey, publicKey: privateKey.publicKey() };
}
