import { binding } from './bound.js';
import { unwrap } from './error.js';
import type { ErrorCode, NoteCode } from './generated.js';
import { handleOf, type JsonWebKeySet, Key, type KeyInput } from './key.js';
import { keysFor } from './key-input.js';
import { type ClockOptions, clock, readOptions } from './options.js';
import { tokenArgument } from './verify.js';

/** What a token is looked at with. */
export interface DiagnoseOptions extends ClockOptions {
  /** The key, or all keys that may have signed: the one that did is named. */
  key?: KeyInput | readonly KeyInput[] | JsonWebKeySet;
  /** The service the token is for, by whose rules it is looked at as well. */
  provider?: 'infura' | 'neuron';
}

/** One thing there is to say about a token. */
export interface Finding {
  /** What it is, for programs: the code of the refusal, or of a remark. */
  code: ErrorCode | NoteCode;
  /**
   * `error`: the token will be refused. `warning`: it will be taken, to its user's harm or against
   * the rules. `info`: good to know.
   */
  severity: 'error' | 'warning' | 'info';
  /** Where it is: `$.header.alg`, `$.payload.methods[2]`, `$.signature`, `$`. */
  path: string;
  /** What was found and what was expected. */
  message: string;
  /** What to do about it. */
  hint?: string;
}

/**
 * Why will this token be refused? Everything there is to say about it, at once.
 *
 * Of a token that cannot be read to its end, what can be read is looked at. There are at most a
 * hundred findings; no key, no signature and no whole token is in them. What is thrown is about
 * the key or the options, never about the token.
 *
 * @example
 * for (const { severity, path, message } of diagnose(token, { key, provider: 'infura' })) {
 *   console.log(severity, path, message);
 * }
 */
export function diagnose(token: string, options?: DiagnoseOptions): Finding[] {
  const { key, ...rest } = options ?? {};
  const hasKey = typeof options === 'object' && options !== null && 'key' in options;
  const { text, now } = readOptions(hasKey ? rest : options);
  const handles = (hasKey ? keysOf(key as KeyInput) : []).map(handleOf);
  return JSON.parse(unwrap(binding.diagnose(tokenArgument(token), handles, text, now ?? clock())));
}

function keysOf(input: KeyInput | readonly KeyInput[] | JsonWebKeySet): readonly Key[] {
  const from = keysFor(input, '{}');
  return from instanceof Key ? [from] : from.keys;
}
