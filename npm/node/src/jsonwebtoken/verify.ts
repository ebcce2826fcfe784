import { algorithmsOf, isAsymmetric, isHmac, requireFit } from './algorithms.js';
import { requireClaims } from './claims.js';
import { open } from './decode.js';
import { now } from './durations.js';
import { JsonWebTokenError, type VerifyErrors } from './errors.js';
import { type Material, materialOf } from './keys.js';
import { requireSignature } from './signature.js';
import type {
  GetPublicKeyOrSecret,
  Jwt,
  JwtPayload,
  PublicKey,
  Secret,
  VerifyOptions,
} from './types.js';

export type VerifyCallback<T = Jwt | JwtPayload | string> = (
  error: VerifyErrors | null,
  decoded?: T | undefined,
) => void;

type VerifyKey = Secret | PublicKey;
type Whole = VerifyOptions & { complete: true };
type PayloadOnly = VerifyOptions & { complete?: false };

/**
 * Checks a token and gives its payload. With a callback the key may come from a function; unless
 * that waits, the callback is called before `verify` returns.
 *
 * @example
 * const payload = jwt.verify(token, publicKey, { audience: 'api' });
 */
export function verify(token: string, key: VerifyKey, options: Whole): Jwt;
export function verify(token: string, key: VerifyKey, options?: PayloadOnly): JwtPayload | string;
export function verify(
  token: string,
  key: VerifyKey,
  options?: VerifyOptions,
): Jwt | JwtPayload | string;
export function verify(
  token: string,
  key: VerifyKey | GetPublicKeyOrSecret,
  callback?: VerifyCallback<JwtPayload | string>,
): void;
export function verify(
  token: string,
  key: VerifyKey | GetPublicKeyOrSecret,
  options: Whole,
  callback?: VerifyCallback<Jwt>,
): void;
export function verify(
  token: string,
  key: VerifyKey | GetPublicKeyOrSecret,
  options?: PayloadOnly,
  callback?: VerifyCallback<JwtPayload | string>,
): void;
export function verify(
  token: string,
  key: VerifyKey | GetPublicKeyOrSecret,
  options?: VerifyOptions,
  callback?: VerifyCallback,
): void;
export function verify(
  token: unknown,
  key: unknown,
  optionsOrCallback?: VerifyOptions | VerifyCallback<never>,
  callback?: VerifyCallback<never>,
): unknown {
  const last = typeof optionsOrCallback === 'function' && !callback ? optionsOrCallback : callback;
  const done = last as VerifyCallback<unknown> | undefined;
  // Own members only: an option is never inherited.
  const options: VerifyOptions =
    typeof optionsOrCallback === 'function' ? {} : { ...optionsOrCallback };
  if (typeof done !== 'function') {
    const opened = openToken(token, options);
    if (typeof key !== 'function') return checked(opened, key, options);
    throw new JsonWebTokenError(
      'verify must be called asynchronous if secret or public key is provided as a callback',
    );
  }

  // What the callback throws is not caught.
  let opened: Opened;
  try {
    opened = openToken(token, options);
  } catch (error) {
    return done(error as VerifyErrors);
  }
  const answer = (found: unknown) => {
    let result: unknown;
    try {
      result = checked(opened, found, options);
    } catch (error) {
      return done(error as VerifyErrors);
    }
    return done(null, result);
  };
  if (typeof key !== 'function') return answer(key);
  return (key as GetPublicKeyOrSecret)(opened.jwt.header, (error, found) => {
    if (!error) return answer(found);
    const problem = `error in secret or public key callback: ${error.message}`;
    return done(new JsonWebTokenError(problem));
  });
}

/** What can be said before there is a key. */
interface Opened {
  token: string;
  jwt: Jwt;
  /** The time of the call, also where the key comes later. */
  clock: number;
}

function openToken(token: unknown, options: VerifyOptions): Opened {
  const { clockTimestamp, nonce, allowInvalidAsymmetricKeyTypes } = options;
  if (clockTimestamp && typeof clockTimestamp !== 'number') {
    throw new JsonWebTokenError('clockTimestamp must be a number');
  }
  if (nonce !== undefined && (typeof nonce !== 'string' || nonce.trim() === '')) {
    throw new JsonWebTokenError('nonce must be a non-empty string');
  }
  if (
    allowInvalidAsymmetricKeyTypes !== undefined &&
    typeof allowInvalidAsymmetricKeyTypes !== 'boolean'
  ) {
    throw new JsonWebTokenError('allowInvalidAsymmetricKeyTypes must be a boolean');
  }
  if (!token) throw new JsonWebTokenError('jwt must be provided');
  if (typeof token !== 'string') throw new JsonWebTokenError('jwt must be a string');
  if (token.split('.').length !== 3) throw new JsonWebTokenError('jwt malformed');
  const clock = clockTimestamp || now();
  const jwt = open(token);
  if (jwt === undefined) throw new JsonWebTokenError('invalid token');
  return { token, jwt, clock };
}

function checked(
  { token, jwt, clock }: Opened,
  key: unknown,
  options: VerifyOptions,
): Jwt | Jwt['payload'] {
  if (jwt.signature === '' && key) throw new JsonWebTokenError('jwt signature is required');
  if (jwt.signature !== '' && !key) {
    throw new JsonWebTokenError('secret or public key must be provided');
  }
  if (jwt.signature === '' && !options.algorithms) {
    throw new JsonWebTokenError('please specify "none" in "algorithms" to verify unsigned tokens');
  }

  const material = key === undefined || key === null ? undefined : materialOf(key, 'verify');
  if (material === undefined && key !== undefined && key !== null) {
    throw new JsonWebTokenError('secretOrPublicKey is not valid key material');
  }
  const { alg } = jwt.header;
  requireAllowed(alg, material, options);
  requireKind(alg, material);
  if (!options.allowInvalidAsymmetricKeyTypes) requireFit(alg, material);
  requireSignature(token, alg, material);
  if (jwt.payload === null) throw new JsonWebTokenError('invalid token');
  requireClaims(jwt.payload as JwtPayload, options, clock);
  return options.complete === true ? jwt : jwt.payload;
}

function requireAllowed(
  alg: unknown,
  material: Material | undefined,
  { algorithms }: VerifyOptions,
): asserts alg is string {
  const allowed: readonly unknown[] | string =
    algorithms || (material === undefined ? [] : algorithmsOf(material));
  const isList = Array.isArray(allowed) || typeof allowed === 'string';
  if (!isList || typeof alg !== 'string' || !allowed.includes(alg)) {
    throw new JsonWebTokenError('invalid algorithm');
  }
}

function requireKind(alg: string, material: Material | undefined): void {
  const { type, problem } = material ?? {};
  if (isHmac(alg) && type !== 'secret') {
    throw new JsonWebTokenError(`secretOrPublicKey must be a symmetric key when using ${alg}`);
  }
  if (isAsymmetric(alg) && type !== 'public') {
    throw new JsonWebTokenError(
      `secretOrPublicKey must be an asymmetric key when using ${alg}`,
      problem,
    );
  }
}
