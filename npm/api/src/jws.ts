/** Signatures over any bytes, RFC 7515: no claims, no clock. */
import type { VerifiedBytes } from './binding.js';
import { binding } from './bound.js';
import { JotError, unwrap } from './error.js';
import type { Algorithm } from './generated.js';
import { handleOf, type JsonWebKeySet, Key, type KeyInput } from './key.js';
import { keyFor, keysFor } from './key-input.js';
import { argumentInvalid, readOptions } from './options.js';
import type { JoseHeader } from './sign.js';
import { tokenArgument } from './verify.js';

/** How a JWS is made. */
export interface JwsSignOptions {
  /** Default: the key's own. */
  algorithm?: Algorithm;
  /** The header's `kid`. Default: the key's own. */
  keyid?: string;
  /** Further header parameters. */
  header?: JoseHeader;
}

/** What a JWS must be like. */
export interface JwsVerifyOptions {
  /** The algorithms to take. Default: those of the key. */
  algorithms?: readonly Algorithm[];
  /** Critical header parameters that the caller understands. */
  crit?: readonly string[];
  /** The longest token that is looked at, in characters. Default: 262144. */
  maxTokenLength?: number;
}

/** A JWS whose signature is good. */
export interface JwsVerified {
  header: JoseHeader & { alg: Algorithm };
  payload: Uint8Array;
  /** The key that signed it. */
  key: Key;
}

/**
 * Signs bytes, or a text as UTF-8, in the compact serialisation.
 *
 * @example
 * const token = jws.sign('any text', privateKey);
 */
export function sign(
  payload: Uint8Array | string,
  key: KeyInput,
  options?: JwsSignOptions,
): string {
  const { text } = readOptions(options);
  const handle = handleOf(keyFor(key, signImport(options)));
  return unwrap(binding.jwsSign(payloadBytes(payload), handle, text));
}

/**
 * The same off the main thread.
 *
 * @example
 * const token = await jws.signAsync(bytes, privateKey);
 */
export async function signAsync(
  payload: Uint8Array | string,
  key: KeyInput,
  options?: JwsSignOptions,
): Promise<string> {
  const { text } = readOptions(options);
  const handle = handleOf(keyFor(key, signImport(options)));
  return unwrap(await binding.jwsSignAsync(payloadBytes(payload), handle, text));
}

/**
 * Checks a JWS and returns the bytes that were signed.
 *
 * @example
 * const { payload } = jws.verify(token, publicKey);
 * new TextDecoder().decode(payload);
 */
export function verify(
  token: string,
  key: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options?: JwsVerifyOptions,
): JwsVerified {
  const { text } = readOptions(options);
  const keys = keyList(key, options);
  return verified(unwrap(binding.jwsVerify(tokenArgument(token), keys.map(handleOf), text)), keys);
}

/**
 * The same off the main thread.
 *
 * @example
 * const { payload } = await jws.verifyAsync(token, publicKey);
 */
export async function verifyAsync(
  token: string,
  key: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options?: JwsVerifyOptions,
): Promise<JwsVerified> {
  const { text } = readOptions(options);
  const keys = keyList(key, options);
  const outcome = await binding.jwsVerifyAsync(tokenArgument(token), keys.map(handleOf), text);
  return verified(unwrap(outcome), keys);
}

function verified([header, payload, key]: VerifiedBytes, keys: readonly Key[]): JwsVerified {
  return { header: JSON.parse(header), payload, key: keys[key] as Key };
}

function payloadBytes(payload: unknown): Uint8Array {
  if (payload instanceof Uint8Array) return payload;
  if (typeof payload === 'string') return new TextEncoder().encode(payload);
  throw new JotError(argumentInvalid('payload', payload, 'a Uint8Array or a string'));
}

function signImport(options: JwsSignOptions | undefined): string {
  return options?.algorithm === undefined ? '{}' : JSON.stringify({ algorithm: options.algorithm });
}

function keyList(
  input: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options: JwsVerifyOptions | undefined,
): readonly Key[] {
  const from = keysFor(
    input,
    options?.algorithms === undefined ? '{}' : JSON.stringify({ algorithms: options.algorithms }),
  );
  return from instanceof Key ? [from] : from.keys;
}
