/** What `sign`, `infura.sign` and `neuron.sign` share: from a key and options to tokens. */
import { type BatchOptions, inSlices } from './batch.js';
import type { Outcome, Rules, SignerHandle } from './binding.js';
import { binding, platform } from './bound.js';
import { isFailure, JotError, unwrap } from './error.js';
import {
  type ExternalSigner,
  ExternalSignerHandle,
  isExternalSigner,
  withOwnKeyid,
} from './external-signer.js';
import { handleOf, type KeyInput } from './key.js';
import { keyFor } from './key-input.js';
import { clock, readOptions } from './options.js';
import { claimsText, payloadText } from './payload.js';
import { Prepared } from './prepared.js';

/** Mints tokens with one key and one set of options; nothing is parsed again for each of them. */
export interface Signer<Claims extends object = object> {
  /** One token. */
  sign(payload: Claims): string;
  /** One token, signed off the main thread. */
  signAsync(payload: Claims): Promise<string>;
  /**
   * A token for each payload, in order, signed on all cores. If payloads are refused, the promise
   * is rejected with the failure of the first of them, whose place is the error's `index`.
   */
  signMany(payloads: readonly Claims[], options?: BatchOptions): Promise<string[]>;
}

export function signOnce(
  rules: Rules,
  payload: object,
  key: KeyInput | ExternalSigner,
  options: object | undefined,
): string {
  return signWith(prepare(rules, key, options), payload);
}

export async function signOnceAsync(
  rules: Rules,
  payload: object,
  key: KeyInput | ExternalSigner,
  options: object | undefined,
): Promise<string> {
  return signWithAsync(prepare(rules, key, options), payload);
}

export function signerOf<Claims extends object>(
  rules: Rules,
  key: KeyInput | ExternalSigner,
  options: object | undefined,
): Signer<Claims> {
  const mint = prepare(rules, key, options);
  return {
    sign: (payload) => signWith(mint, payload),
    signAsync: (payload) => signWithAsync(mint, payload),
    signMany: (payloads, batch = {}) => signMany(mint, payloads, batch),
  };
}

/** Everything that is settled before a payload comes. */
interface Mint {
  handle: SignerHandle;
  now: number | undefined;
  textOf: (payload: object) => Outcome<string>;
}

function signWith({ handle, now, textOf }: Mint, payload: object): string {
  const text = textOf(payload);
  if (typeof text !== 'string') throw new JotError(text);
  const token = handle.sign(text, now ?? clock());
  if (typeof token === 'string') return token;
  throw new JotError(token);
}

async function signWithAsync({ handle, now, textOf }: Mint, payload: object): Promise<string> {
  return unwrap(await handle.signAsync(unwrap(textOf(payload)), now ?? clock()));
}

async function signMany(
  { handle, now, textOf }: Mint,
  payloads: readonly object[],
  options: BatchOptions,
): Promise<string[]> {
  return inSlices(payloads, options, async (slice, start) => {
    const texts = slice.map(textOf);
    const unsayable = texts.findIndex(isFailure);
    const sayable = unsayable < 0 ? texts : texts.slice(0, unsayable);
    const tokens = await handle.signMany(sayable as string[], now ?? clock());
    const outcomes = [...tokens, ...texts.slice(sayable.length)];
    for (const [index, outcome] of outcomes.entries()) {
      if (isFailure(outcome)) throw new JotError(outcome, start + index);
    }
    return outcomes as string[];
  });
}

const prepared = new Prepared<SignerHandle>();

function prepare(rules: Rules, key: KeyInput | ExternalSigner, options: object | undefined): Mint {
  const { text, now } = readOptions(options);
  const textOf = rules === 'jwt' ? payloadText : claimsText;
  if (isExternalSigner(key)) {
    const full = withOwnKeyid(key, text);
    const id = `${rules} ${key.algorithm} ${full}`;
    const handle =
      prepared.get(key, id) ??
      prepared.set(key, id, heeded(new ExternalSignerHandle(rules, key, full)));
    return { handle, now, textOf };
  }
  const imported = keyFor(key, importOptions(options));
  const id = rules + text;
  const handle =
    prepared.get(imported, id) ??
    prepared.set(
      imported,
      id,
      heeded(unwrap(binding.createSigner(rules, handleOf(imported), text))),
    );
  return { handle, now, textOf };
}

/** Only the algorithm that was asked for decides whether plain text is an HMAC secret. */
function importOptions(options: { algorithm?: unknown } | undefined): string {
  return options?.algorithm === undefined ? '{}' : JSON.stringify({ algorithm: options.algorithm });
}

function heeded(handle: SignerHandle): SignerHandle {
  for (const warning of handle.warnings()) platform.warn(warning);
  return handle;
}
