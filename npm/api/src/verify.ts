import { type BatchOptions, inSlices } from './batch.js';
import type { Outcome, VerifiedText, VerifierHandle } from './binding.js';
import { binding } from './bound.js';
import { isFailure, JotError, refusal, unwrap } from './error.js';
import type { Algorithm } from './generated.js';
import { handleOf, type JsonWebKeySet, Key, type KeyInput, onDispose } from './key.js';
import { type KeySet, keysFor } from './key-input.js';
import { KnownHeaders } from './known-headers.js';
import { argumentInvalid, type ClockOptions, clock, readOptions } from './options.js';
import { Prepared } from './prepared.js';
import type { JoseHeader } from './sign.js';
import { type CacheOptions, cacheOf, type VerifyCache } from './verify-cache.js';

/** What a token must be like. Durations are as in `SignOptions`. */
export interface VerifyOptions extends ClockOptions {
  /** The algorithms to take. Default: those of the key. */
  algorithms?: readonly Algorithm[];
  /** `aud` must be, or hold, one of these. */
  audience?: string | readonly string[];
  /** `iss` must be one of these. */
  issuer?: string | readonly string[];
  /** `sub` must be this. */
  subject?: string;
  /** `jti` must be this. */
  jwtid?: string;
  /** The header's `typ` must be this. */
  typ?: string;
  /** How far the clocks may be apart. */
  clockTolerance?: number | string;
  /** How old the token may be, by its `iat`. */
  maxAge?: number | string;
  /** Claims that must be there. */
  requiredClaims?: readonly string[];
  /** Critical header parameters that the caller understands. */
  crit?: readonly string[];
  /** The longest token that is looked at, in characters. Default: 262144. */
  maxTokenLength?: number;
}

/** How a verifier works. */
export interface VerifierOptions extends VerifyOptions {
  /**
   * Remember tokens that were accepted, for as long as they are valid, and do not check the same
   * one twice. Default: false. Whoever can read the process's memory finds them there, and a key
   * that is withdrawn counts until another verifier takes the place of this one, as without it.
   */
  cache?: boolean | CacheOptions;
}

/** Claims of a token, RFC 7519 section 4.1. */
export interface JwtClaims {
  iss?: string;
  sub?: string;
  aud?: string | string[];
  exp?: number;
  nbf?: number;
  iat?: number;
  jti?: string;
  [name: string]: unknown;
}

/** A token that is what it should be. */
export interface Verified<T = JwtClaims> {
  header: JoseHeader & { alg: Algorithm };
  payload: T;
  /** The key that signed it. */
  key: Key;
}

/** What became of one of many tokens. */
export type VerifyResult<T = JwtClaims> =
  | ({ ok: true } & Verified<T>)
  | { ok: false; error: JotError };

/** Checks tokens with one set of keys and options; nothing is parsed again for each of them. */
export interface Verifier<T = JwtClaims> {
  /** Checks one token. */
  verify(token: string): Verified<T>;
  /** Checks one token off the main thread. */
  verifyAsync(token: string): Promise<Verified<T>>;
  /** Checks many on all cores. Each has its own result, in order; a bad one harms no other. */
  verifyMany(tokens: readonly string[], options?: BatchOptions): Promise<VerifyResult<T>[]>;
}

/**
 * Checks a token and returns what it says.
 *
 * Several keys, or a JWKS, are for key rotation: the token's `kid` picks, else each is tried. The
 * algorithm is the key's, never the token's choice.
 *
 * @example
 * const { payload } = verify(token, publicKeyPem, { issuer: 'https://id.example', audience: 'api' });
 */
export function verify<T = JwtClaims>(
  token: string,
  key: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options?: VerifyOptions,
): Verified<T> {
  return verifyWith<T>(prepare(remember, key, forOneCall(options)), token);
}

/**
 * Checks a token off the main thread.
 *
 * @example
 * const { payload } = await verifyAsync(token, jwks, { audience: 'api' });
 */
export async function verifyAsync<T = JwtClaims>(
  token: string,
  key: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options?: VerifyOptions,
): Promise<Verified<T>> {
  return verifyWithAsync<T>(prepare(remember, key, forOneCall(options)), token);
}

/**
 * Prepares keys and options once, for many tokens.
 *
 * @example
 * const verifier = createVerifier(jwks, { audience: 'api', clockTolerance: '5s' });
 * const { payload } = verifier.verify(token);
 * const results = await verifier.verifyMany(tokens);
 */
export function createVerifier<T = JwtClaims>(
  key: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options?: VerifierOptions,
): Verifier<T> {
  const check = {
    ...prepare(create, key, withoutCache(options)),
    cache: cacheOf(options?.cache),
  };
  return {
    verify: (token) => verifyWith<T>(check, token),
    verifyAsync: (token) => verifyWithAsync<T>(check, token),
    verifyMany: (tokens, batch = {}) => verifyMany<T>(check, tokens, batch),
  };
}

/** A token as the binding takes it; one that is missing is the core's to refuse. */
export function tokenArgument(token: unknown): string {
  return typeof token === 'string' ? token : unwrap(missingToken(token));
}

/** What stands for a token that is no text: none, or why it cannot be taken for one. */
function missingToken(token: unknown): Outcome<''> {
  return token === undefined || token === null ? '' : argumentInvalid('token', token, 'a string');
}

/** What does the work for one set of keys and options. */
interface Worker {
  handle: VerifierHandle;
  headers: KnownHeaders;
}

/** Everything that is settled before a token comes. */
interface Check {
  worker: Worker;
  keys: readonly Key[];
  now: number | undefined;
  cache?: VerifyCache | undefined;
}

function verifyWith<T>(check: Check, token: string): Verified<T> {
  const now = check.now ?? clock();
  const known = check.cache?.get(token, now);
  if (known !== undefined) return verified<T>(check, known);
  return accepted<T>(check, token, unwrap(check.worker.handle.verify(tokenArgument(token), now)));
}

async function verifyWithAsync<T>(check: Check, token: string): Promise<Verified<T>> {
  const now = check.now ?? clock();
  const known = check.cache?.get(token, now);
  if (known !== undefined) return verified<T>(check, known);
  const outcome = await check.worker.handle.verifyAsync(tokenArgument(token), now);
  return accepted<T>(check, token, unwrap(outcome));
}

async function verifyMany<T>(
  check: Check,
  tokens: readonly string[],
  options: BatchOptions,
): Promise<VerifyResult<T>[]> {
  const { worker, cache } = check;

  return inSlices(tokens, options, async (slice) => {
    const now = check.now ?? clock();
    // What is no text at all is refused in its place, and the core sees an empty token there.
    const texts = slice.map((token) => (typeof token === 'string' ? token : ''));
    const known = texts.map((token) => cache?.get(token, now));
    const unknown = texts.filter((_, index) => known[index] === undefined);
    const outcomes = await worker.handle.verifyMany(unknown, now);
    let next = 0;

    return slice.map((token, index): VerifyResult<T> => {
      const text = known[index];
      if (text !== undefined) return good(verified<T>(check, text));
      let outcome = outcomes[next] as Outcome<VerifiedText>;
      next += 1;
      if (typeof token !== 'string') outcome = missingToken(token) || outcome;
      return isFailure(outcome)
        ? { ok: false, error: new JotError(outcome) }
        : good(accepted<T>(check, token, outcome));
    });
  });
}

/** Member by member: it is done for each of many, and a copy of all there are takes longer. */
function good<T>({ header, payload, key }: Verified<T>): VerifyResult<T> {
  return { ok: true, header, payload, key };
}

/** For a token that was checked just now. */
function accepted<T>(check: Check, token: string, text: VerifiedText): Verified<T> {
  const result = verified<T>(check, text);
  check.cache?.set(token, text, result.payload as JwtClaims, check.worker.handle);
  return result;
}

function verified<T>({ worker, keys }: Check, text: VerifiedText): Verified<T> {
  // By index: taking a list apart by its iterator costs more.
  const read = JSON.parse(text);
  const isList = text[0] === '[';
  const header = worker.headers.header(isList ? read[2] : 0) as Verified['header'];
  return { header, payload: isList ? read[0] : read, key: keys[isList ? read[1] : 0] as Key };
}

/** A call ends with its token: what it would remember, nobody would ask for. */
function forOneCall(options: VerifyOptions | undefined): VerifyOptions | undefined {
  if (typeof options !== 'object' || options === null || !('cache' in options)) return options;
  throw refusal(
    'ERR_OPTION_UNKNOWN',
    'There is no option `cache` for a single call.',
    'Make a verifier, which remembers: createVerifier(key, { cache: true }).',
    { reason: 'cache' },
  );
}

/** The options that are the core's and the clock's; what are none at all is found out there. */
function withoutCache(options: VerifierOptions | undefined): VerifyOptions | undefined {
  if (typeof options !== 'object' || options === null || !('cache' in options)) return options;
  const { cache, ...others } = options;
  return others;
}

/** Finds what does the work. */
type Find = (from: Key | KeySet, options: string) => Worker;

function prepare(
  find: Find,
  input: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options: VerifyOptions | undefined,
): Check {
  const { text, now } = readOptions(options);
  const from = keysFor(input, importOptions(options));
  return { worker: find(from, text), keys: listOf(from), now };
}

/** For a verifier, which goes on whatever becomes of the keys. */
const create: Find = (from, options) => {
  const handle = unwrap(binding.createVerifier(listOf(from).map(handleOf), options));
  return { handle, headers: new KnownHeaders(handle) };
};

/** For one call: what it needs is there for the next. */
const remember: Find = (from, options) =>
  prepared.get(from, options) ?? prepared.set(from, options, create(from, options));

const prepared = new Prepared<Worker>(({ handle }) => handle.free?.());
onDispose((key) => prepared.forget(key));

function listOf(from: Key | KeySet): readonly Key[] {
  return from instanceof Key ? [from] : from.keys;
}

/** Only the algorithms that were asked for decide whether plain text is an HMAC secret. */
function importOptions(options: VerifyOptions | undefined): string {
  return options?.algorithms === undefined
    ? '{}'
    : JSON.stringify({ algorithms: options.algorithms });
}
