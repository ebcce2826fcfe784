import { type BatchOptions, inSlices } from './batch.js';
import type { Outcome, VerifiedText, VerifierHandle } from './binding.js';
import { binding } from './bound.js';
import { isFailure, JotError, unwrap } from './error.js';
import type { Algorithm } from './generated.js';
import { handleOf, type JsonWebKeySet, Key, type KeyInput, onDispose } from './key.js';
import { type KeySet, keysFor } from './key-input.js';
import { KnownHeaders } from './known-headers.js';
import { type ClockOptions, clock, readOptions, textArgument } from './options.js';
import { Prepared } from './prepared.js';
import type { JoseHeader } from './sign.js';

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
  return verifyWith<T>(prepare(remember, key, options), token);
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
  return verifyWithAsync<T>(prepare(remember, key, options), token);
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
  options?: VerifyOptions,
): Verifier<T> {
  const check = prepare(create, key, options);
  return {
    verify: (token) => verifyWith<T>(check, token),
    verifyAsync: (token) => verifyWithAsync<T>(check, token),
    verifyMany: (tokens, batch = {}) => verifyMany<T>(check, tokens, batch),
  };
}

/** A token as the binding takes it; one that is missing is the core's to refuse. */
export function tokenArgument(token: unknown): string {
  if (typeof token === 'string') return token;
  return token === undefined || token === null ? '' : textArgument(token, 'token');
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
}

function verifyWith<T>(check: Check, token: string): Verified<T> {
  const { worker, now } = check;
  const text = worker.handle.verify(tokenArgument(token), now ?? clock());
  return verified<T>(check, unwrap(text));
}

async function verifyWithAsync<T>(check: Check, token: string): Promise<Verified<T>> {
  const { worker, now } = check;
  const text = await worker.handle.verifyAsync(tokenArgument(token), now ?? clock());
  return verified<T>(check, unwrap(text));
}

async function verifyMany<T>(
  check: Check,
  tokens: readonly string[],
  options: BatchOptions,
): Promise<VerifyResult<T>[]> {
  const result = (outcome: Outcome<VerifiedText>): VerifyResult<T> =>
    isFailure(outcome)
      ? { ok: false, error: new JotError(outcome) }
      : { ok: true, ...verified<T>(check, outcome) };

  return inSlices(tokens, options, async (slice) => {
    // What is no text at all is refused in its place, and the core sees an empty token there.
    const texts = slice.map((token) => (typeof token === 'string' ? token : ''));
    const outcomes = await check.worker.handle.verifyMany(texts, check.now ?? clock());
    return outcomes.map((outcome, index) => {
      const token: unknown = slice[index];
      try {
        tokenArgument(token);
      } catch (error) {
        return { ok: false, error: error as JotError };
      }
      return result(outcome);
    });
  });
}

function verified<T>({ worker, keys }: Check, text: VerifiedText): Verified<T> {
  // By index: taking a list apart by its iterator costs more.
  const parts: [T, number, JoseHeader | number] = JSON.parse(text);
  const header = worker.headers.header(parts[2]) as Verified['header'];
  return { header, payload: parts[0], key: keys[parts[1]] as Key };
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
