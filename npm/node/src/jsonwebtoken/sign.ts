import { isAsymmetric, isEcdsa, isHmac, requireFit } from './algorithms.js';
import { now, timeAfter } from './durations.js';
import { type Material, materialOf } from './keys.js';
import { requireClaims, requireNoClaims, requireOptions } from './sign-rules.js';
import { makeToken, notSymmetric } from './signature.js';
import type { PrivateKey, Secret, SignCallback, SignOptions } from './types.js';

type Payload = string | Buffer | object;
type Unsigned = SignOptions & { algorithm: 'none' };
type Claims = Record<string, unknown>;

/** Everything that is settled before the signature. */
interface Draft {
  header: object;
  alg: string;
  payload: unknown;
  encoding: BufferEncoding;
  material: Material | undefined;
}

const SMALLEST_RSA = 2048;
const CLAIM_OF = { audience: 'aud', issuer: 'iss', subject: 'sub', jwtid: 'jti' } as const;

/**
 * Signs a payload and gives the token. With a callback, what is wrong with the call is told at
 * once, and the token on the next tick.
 *
 * @example
 * const token = jwt.sign({ sub: 'alice' }, privateKey, { algorithm: 'RS256', expiresIn: '1h' });
 */
export function sign(payload: Payload, key: Secret | PrivateKey, options?: SignOptions): string;
export function sign(payload: Payload, key: null, options?: Unsigned): string;
export function sign(payload: Payload, key: Secret | PrivateKey, callback: SignCallback): void;
export function sign(
  payload: Payload,
  key: Secret | PrivateKey,
  options: SignOptions,
  callback: SignCallback,
): void;
export function sign(payload: Payload, key: null, options: Unsigned, callback: SignCallback): void;
export function sign(
  payload: unknown,
  key: unknown,
  optionsOrCallback?: SignOptions | SignCallback,
  callback?: SignCallback,
): string | undefined {
  const [options, done] =
    typeof optionsOrCallback === 'function'
      ? [{}, optionsOrCallback]
      : [optionsOrCallback || {}, callback];
  if (typeof done !== 'function') return tokenOf(draft(payload, key, options));
  try {
    signLater(draft(payload, key, options), done);
  } catch (error) {
    done(error as Error);
  }
  return undefined;
}

/** The callback is called once. What it throws on success is lost, as it always was. */
function signLater(settled: Draft, callback: SignCallback): void {
  let called = false;
  const done: SignCallback = (...outcome) => {
    if (called) return;
    called = true;
    callback(...outcome);
  };
  process.nextTick(() => {
    try {
      done(null, tokenOf(settled));
    } catch (error) {
      done(error as Error);
    }
  });
}

function tokenOf({ header, alg, payload, encoding, material }: Draft): string {
  return makeToken(header, alg, Buffer.from(textOf(payload), encoding), material);
}

function draft(given: unknown, key: unknown, options: SignOptions): Draft {
  const holdsClaims = typeof given === 'object' && !Buffer.isBuffer(given);
  const header = headerOf(options, holdsClaims);
  const { alg } = header;
  // Some other value is refused below, where its turn comes.
  const name = typeof alg === 'string' ? alg : '';
  if (!key && options.algorithm !== 'none') throw new Error('secretOrPrivateKey must have a value');

  const material = key === undefined || key === null ? undefined : materialOf(key, 'sign');
  if (material === undefined && key !== undefined && key !== null) {
    throw new Error('secretOrPrivateKey is not valid key material');
  }
  requireKind(name, material, options);

  let payload = given;
  if (payload === undefined) throw new Error('payload is required');
  if (holdsClaims) {
    requireClaims(given);
    if (!options.mutatePayload) payload = Object.assign({}, given);
  } else {
    requireNoClaims(options, payload);
  }
  const claims = payload as Claims;
  requireFree('expiresIn', 'exp', options, claims);
  requireFree('notBefore', 'nbf', options, claims);
  requireOptions(options);
  if (!options.allowInvalidAsymmetricKeyTypes) requireFit(name, material);
  if (holdsClaims) writeClaims(claims, options);
  const encoding = (options.encoding || 'utf8') as BufferEncoding;
  return { header, alg: name, payload, encoding, material };
}

/** In the order in which its members are written. */
function headerOf(options: SignOptions, holdsClaims: boolean): { alg?: unknown } {
  const header: { alg: string; typ?: string; kid?: string } = { alg: options.algorithm || 'HS256' };
  if (holdsClaims) header.typ = 'JWT';
  if (options.keyid !== undefined) header.kid = options.keyid;
  if (!options.header) return header;
  const { alg, typ, kid } = header;
  return Object.assign({ alg, typ, kid }, options.header);
}

function requireKind(alg: string, material: Material | undefined, options: SignOptions): void {
  const { type, modulusLength, problem } = material ?? {};
  if (isHmac(alg) && type !== 'secret') throw notSymmetric(alg);
  if (!isAsymmetric(alg)) return;
  if (type !== 'private') {
    const words = `secretOrPrivateKey must be an asymmetric key when using ${alg}`;
    throw new Error(words, problem && { cause: problem });
  }
  const isSmall = modulusLength !== undefined && modulusLength < SMALLEST_RSA;
  if (isSmall && !isEcdsa(alg) && !options.allowInsecureKeySizes) {
    throw new Error(`secretOrPrivateKey has a minimum key size of 2048 bits for ${alg}`);
  }
}

function requireFree(
  option: 'expiresIn' | 'notBefore',
  claim: string,
  options: SignOptions,
  payload: Claims,
): void {
  if (payload[claim] !== undefined && options[option] !== undefined) {
    throw new Error(
      `Bad "options.${option}" option the payload already has an "${claim}" property.`,
    );
  }
}

function writeClaims(claims: Claims, options: SignOptions): void {
  const issued = (claims.iat || now()) as number;
  if (options.noTimestamp) delete claims.iat;
  else claims.iat = issued;
  writeTime('notBefore', 'nbf', claims, issued, options);
  writeTime('expiresIn', 'exp', claims, issued, options);
  for (const option of ['audience', 'issuer', 'subject', 'jwtid'] as const) {
    const claim = CLAIM_OF[option];
    if (options[option] === undefined) continue;
    if (claims[claim] !== undefined) {
      throw new Error(
        `Bad "options.${option}" option. The payload already has an "${claim}" property.`,
      );
    }
    claims[claim] = options[option];
  }
}

function writeTime(
  option: 'expiresIn' | 'notBefore',
  claim: string,
  claims: Claims,
  issued: number,
  options: SignOptions,
): void {
  if (options[option] === undefined) return;
  claims[claim] = timeAfter(issued, options[option]);
  if (claims[claim] === undefined) {
    throw new Error(
      `"${option}" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60`,
    );
  }
}

function textOf(payload: unknown): string {
  if (typeof payload === 'string') return payload;
  return Buffer.isBuffer(payload) ? payload.toString() : JSON.stringify(payload);
}
