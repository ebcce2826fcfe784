/** What `sign`, `infura.sign` and `neuron.sign` share: from a key and options to tokens. */
import { type BatchOptions, inSlices } from './batch.js';
import type { Failure, Outcome, Rules, SignerHandle } from './binding.js';
import { binding, platform } from './bound.js';
import { isFailure, JotError, unwrap } from './error.js';
import {
  type ExternalSigner,
  ExternalSignerHandle,
  isExternalSigner,
  withOwnKeyid,
} from './external-signer.js';
import { handleOf, type Key, type KeyInput, onDispose } from './key.js';
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
  return signWith(prepare(remember, rules, key, options), payload);
}

export async function signOnceAsync(
  rules: Rules,
  payload: object,
  key: KeyInput | ExternalSigner,
  options: object | undefined,
): Promise<string> {
  return signWithAsync(prepare(remember, rules, key, options), payload);
}

export function signerOf<Claims extends object>(
  rules: Rules,
  key: KeyInput | ExternalSigner,
  options: object | undefined,
): Signer<Claims> {
  const mint = prepare(create, rules, key, options);
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
    const refused = outcomes.findIndex(isFailure);
    if (refused >= 0) throw new JotError(outcomes[refused] as Failure, start + refused);
    return outcomes as string[];
  });
}

/** Finds what does the work. */
type Find = (rules: Rules, key: Key | ExternalSigner, options: string) => SignerHandle;

function prepare(
  find: Find,
  rules: Rules,
  key: KeyInput | ExternalSigner,
  options: object | undefined,
): Mint {
  const { text, now } = readOptions(options);
  const handle = isExternalSigner(key)
    ? find(rules, key, withOwnKeyid(key, text))
    : find(rules, keyFor(key, importOptions(options)), text);
  return { handle, now, textOf: rules === 'jwt' ? payloadText : claimsText };
}

/** For a signer, which goes on whatever becomes of the key. */
const create: Find = (rules, key, options) => {
  const handle = isExternalSigner(key)
    ? new ExternalSignerHandle(rules, key, options)
    : unwrap(binding.createSigner(rules, handleOf(key), options));
  for (const warning of handle.warnings()) platform.warn(warning);
  return handle;
};

/** For one call: what it needs is there for the next. */
const remember: Find = (rules, key, options) => {
  const id = isExternalSigner(key) ? `${rules} ${key.algorithm} ${options}` : rules + options;
  return prepared.get(key, id) ?? prepared.set(key, id, create(rules, key, options));
};

const prepared = new Prepared<SignerHandle>((signer) => signer.free?.());
onDispose((key) => prepared.forget(key));

/** Only the algorithm that was asked for decides whether plain text is an HMAC secret. */
function importOptions(options: { algorithm?: unknown } | undefined): string {
  return options?.algorithm === undefined ? '{}' : JSON.stringify({ algorithm: options.algorithm });
}
