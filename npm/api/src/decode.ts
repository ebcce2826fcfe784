import { binding } from './bound.js';
import { unwrap } from './error.js';
import type { JoseHeader } from './sign.js';
import { type JwtClaims, tokenArgument } from './verify.js';

/** What a token says, true or not. */
export interface Decoded<T = JwtClaims> {
  readonly header: JoseHeader;
  readonly payload: T;
  readonly signature: Uint8Array;
}

/**
 * Takes a token apart and checks nothing but its form: not the signature, not the dates. For
 * looking, not for trusting.
 *
 * @example
 * const { header, payload } = decode(token);
 */
export function decode<T = JwtClaims>(token: string): Decoded<T> {
  const text = tokenArgument(token);
  return new DecodedToken<T>(text, unwrap(binding.decode(text)));
}

/** Reads the signature's bytes only for those who look at them: that takes as long as the rest. */
class DecodedToken<T> implements Decoded<T> {
  readonly header: JoseHeader;
  readonly payload: T;
  readonly #token: string;

  constructor(token: string, decoded: string) {
    const parts: [JoseHeader, T] = JSON.parse(decoded);
    this.header = parts[0];
    this.payload = parts[1];
    this.#token = token;
  }

  get signature(): Uint8Array {
    return unwrap(binding.decodeSignature(this.#token));
  }
}
