import type { ExternalSigner } from './external-signer.js';
import type { Algorithm } from './generated.js';
import type { KeyInput } from './key.js';
import { type Signer, signerOf, signOnce, signOnceAsync } from './mint.js';
import type { ClockOptions } from './options.js';

/** Header parameters of a JWS, RFC 7515 section 4.1. */
export interface JoseHeader {
  alg?: Algorithm;
  kid?: string;
  typ?: string;
  cty?: string;
  crit?: string[];
  jku?: string;
  jwk?: object;
  x5u?: string;
  x5c?: string[];
  x5t?: string;
  'x5t#S256'?: string;
  [name: string]: unknown;
}

/**
 * How a token is made. Durations are seconds as a number, or text with a unit: `'1h'`, `'30m'`,
 * `'7d'`.
 */
export interface SignOptions extends ClockOptions {
  /** Default: the key's own, else the usual one of its type and curve (RSA: RS256). */
  algorithm?: Algorithm;
  /** The header's `kid`. Default: the key's own. */
  keyid?: string;
  /** Sets `exp`, counted from now. */
  expiresIn?: number | string;
  /** Sets `nbf`, counted from now. */
  notBefore?: number | string;
  /** Sets `aud`. */
  audience?: string | string[];
  /** Sets `iss`. */
  issuer?: string;
  /** Sets `sub`. */
  subject?: string;
  /** Sets `jti`. */
  jwtid?: string;
  /** Further header parameters. */
  header?: JoseHeader;
  /** Leaves `iat` out. */
  noTimestamp?: boolean;
}

/**
 * Makes a signed token.
 *
 * A key that is text or bytes is read once and remembered for as long as memory is not wanted for
 * something else; `createSigner` is for whoever signs many.
 *
 * @example
 * const token = sign({ sub: 'alice' }, privateKeyPem, { keyid: 'k1', expiresIn: '1h' });
 */
export function sign(payload: object, key: KeyInput, options?: SignOptions): string {
  return signOnce('jwt', payload, key, options);
}

/**
 * Makes a signed token off the main thread, or with a signer of your own.
 *
 * @example
 * const token = await signAsync({ sub: 'alice' }, privateKeyPem, { expiresIn: '1h' });
 */
export async function signAsync(
  payload: object,
  key: KeyInput | ExternalSigner,
  options?: SignOptions,
): Promise<string> {
  return signOnceAsync('jwt', payload, key, options);
}

/**
 * Prepares a key and options once, for many tokens.
 *
 * @example
 * const signer = createSigner(privateKeyPem, { audience: 'api', expiresIn: '1h' });
 * const token = signer.sign({ sub: 'alice' });
 * const tokens = await signer.signMany(users.map((user) => ({ sub: user.id })));
 */
export function createSigner(key: KeyInput | ExternalSigner, options?: SignOptions): Signer {
  return signerOf('jwt', key, options);
}
