import type { Algorithm } from './generated.js';
import type { Key, KeyInput } from './key.js';
import { importWith } from './key-input.js';
import { readOptions } from './options.js';

/** How a key is read. */
export interface ImportOptions {
  /** What the key is for. Naming an HS algorithm makes plain text or bytes an HMAC secret. */
  algorithm?: Algorithm;
  /** Opens an encrypted private key. */
  passphrase?: string;
  /** What goes into the header of its tokens as `kid`. */
  keyid?: string;
  /** Takes RSA keys from 1024 bits and secrets of any length, for keys that cannot change yet. */
  allowWeakKey?: boolean;
}

/**
 * Reads a key once, to be used many times.
 *
 * @example
 * const key = importKey(readFileSync('private.pem', 'utf8'));
 * const locked = importKey(pem, { passphrase });
 * const secret = importKey(text, { algorithm: 'HS256' });
 */
export function importKey(input: KeyInput, options?: ImportOptions): Key {
  return importWith(input, readOptions(options).text);
}
