/**
 * The types of jsonwebtoken 9, as `@types/jsonwebtoken` has them: what compiled goes on compiling,
 * and what is declared with one passes as the other.
 */
import type { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';

/** What `algorithm` and `algorithms` may name. */
export type Algorithm =
  | 'HS256'
  | 'HS384'
  | 'HS512'
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'none';

type Unit =
  | 'Years'
  | 'Year'
  | 'Yrs'
  | 'Yr'
  | 'Y'
  | 'Weeks'
  | 'Week'
  | 'W'
  | 'Days'
  | 'Day'
  | 'D'
  | 'Hours'
  | 'Hour'
  | 'Hrs'
  | 'Hr'
  | 'H'
  | 'Minutes'
  | 'Minute'
  | 'Mins'
  | 'Min'
  | 'M'
  | 'Seconds'
  | 'Second'
  | 'Secs'
  | 'Sec'
  | 's'
  | 'Milliseconds'
  | 'Millisecond'
  | 'Msecs'
  | 'Msec'
  | 'Ms';

type AnyCase = Unit | Uppercase<Unit> | Lowercase<Unit>;

/** A duration with its unit, `'1h'`; without one it is milliseconds. */
type Duration = `${number}` | `${number}${AnyCase}` | `${number} ${AnyCase}`;

/** How a token is made. */
export interface SignOptions {
  /** Default: `HS256`, whatever the key. */
  algorithm?: Algorithm | undefined;
  /** The header's `kid`. */
  keyid?: string | undefined;
  /** `exp`: seconds as a number, or a text such as `'1h'`. */
  expiresIn?: Duration | number;
  /** `nbf`: seconds as a number, or a text such as `'1h'`. */
  notBefore?: Duration | number | undefined;
  /** `aud` */
  audience?: string | string[] | undefined;
  /** `sub` */
  subject?: string | undefined;
  /** `iss` */
  issuer?: string | undefined;
  /** `jti` */
  jwtid?: string | undefined;
  /** Writes the claims into the caller's object as well. */
  mutatePayload?: boolean | undefined;
  /** Leaves `iat` out. */
  noTimestamp?: boolean | undefined;
  /** Further header parameters; they win over the others. */
  header?: JwtHeader | undefined;
  /** How a text becomes bytes. Default: `utf8`. */
  encoding?: string | undefined;
  /** Signs with RSA keys of less than 2048 bits, down to 1024. */
  allowInsecureKeySizes?: boolean | undefined;
  /** Leaves it to the key itself what it may sign. */
  allowInvalidAsymmetricKeyTypes?: boolean | undefined;
}

/** What a token must be like. */
export interface VerifyOptions {
  /** Default: those of the key's type. */
  algorithms?: Algorithm[] | undefined;
  audience?: string | RegExp | [string | RegExp, ...(string | RegExp)[]] | undefined;
  /** The time to go by, in seconds. */
  clockTimestamp?: number | undefined;
  /** Seconds. */
  clockTolerance?: number | undefined;
  /** Gives `{ header, payload, signature }` rather than the payload alone. */
  complete?: boolean | undefined;
  issuer?: string | [string, ...string[]] | undefined;
  ignoreExpiration?: boolean | undefined;
  ignoreNotBefore?: boolean | undefined;
  jwtid?: string | undefined;
  /** The claim `nonce` of OpenID Connect. */
  nonce?: string | undefined;
  subject?: string | undefined;
  /** The greatest age by `iat`: seconds as a number, or a text such as `'1h'`. */
  maxAge?: string | number | undefined;
  allowInvalidAsymmetricKeyTypes?: boolean | undefined;
}

export interface DecodeOptions {
  /** Gives `{ header, payload, signature }` rather than the payload alone. */
  complete?: boolean | undefined;
  /** Reads the payload as JSON whatever the header's `typ`. */
  json?: boolean | undefined;
}

/** The header, RFC 7515 section 4.1. */
export interface JwtHeader {
  alg: string | Algorithm;
  typ?: string | undefined;
  cty?: string | undefined;
  crit?: Array<string | Exclude<keyof JwtHeader, 'crit'>> | undefined;
  kid?: string | undefined;
  jku?: string | undefined;
  x5u?: string | string[] | undefined;
  'x5t#S256'?: string | undefined;
  x5t?: string | undefined;
  x5c?: string | string[] | undefined;
}

/** The claims, RFC 7519 section 4.1. */
export interface JwtPayload {
  // biome-ignore lint/suspicious/noExplicitAny: programs read claims of their own without a cast
  [key: string]: any;
  iss?: string | undefined;
  sub?: string | undefined;
  aud?: string | string[] | undefined;
  exp?: number | undefined;
  nbf?: number | undefined;
  iat?: number | undefined;
  jti?: string | undefined;
}

/** A token taken apart. */
export interface Jwt {
  header: JwtHeader;
  payload: JwtPayload | string;
  signature: string;
}

export type PublicKey = Parameters<typeof createPublicKey>[0];

export type PrivateKey = Parameters<typeof createPrivateKey>[0];

export type Secret = string | Buffer | KeyObject | { key: string | Buffer; passphrase: string };

export type SignCallback = (error: Error | null, encoded?: string | undefined) => void;

export type SigningKeyCallback = (error: Error | null, signingKey?: Secret | PublicKey) => void;

/** Finds the key for a token by its header. */
export type GetPublicKeyOrSecret = (header: JwtHeader, callback: SigningKeyCallback) => void;
