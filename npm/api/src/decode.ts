import type { DecoderHandle } from './binding.js';
import { binding } from './bound.js';
import { unwrap } from './error.js';
import { KnownHeaders } from './known-headers.js';
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
  decoder ??= create();
  const { handle, headers } = decoder;
  const parts = unwrap(handle.decode(text));
  const read = JSON.parse(parts);
  const isList = parts[0] === '[';
  return new DecodedToken<T>(text, headers.header(isList ? read[1] : 0), isList ? read[0] : read);
}

/** The one of this package, made when it is first needed. */
let decoder: { handle: DecoderHandle; headers: KnownHeaders } | undefined;

function create() {
  const handle = binding.createDecoder();
  return { handle, headers: new KnownHeaders(handle) };
}

/** Reads the signature's bytes only for those who look at them: that takes as long as the rest. */
class DecodedToken<T> implements Decoded<T> {
  readonly header: JoseHeader;
  readonly payload: T;
  readonly #token: string;

  constructor(token: string, header: JoseHeader, payload: T) {
    this.header = header;
    this.payload = payload;
    this.#token = token;
  }

  get signature(): Uint8Array {
    return unwrap(binding.decodeSignature(this.#token));
  }
}
