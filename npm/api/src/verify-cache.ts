/** Tokens a verifier has accepted, so that the same token is not checked twice. */
import type { VerifiedText, VerifierHandle } from './binding.js';
import { JotError } from './error.js';
import { checkNames, nameOf, optionInvalid } from './options.js';

/** How much is remembered. The oldest go first. */
export interface CacheOptions {
  /** How many tokens at most. Default: 1000. */
  maxTokens?: number;
  /** How many bytes at most, of the tokens and what they say. Default: 4194304 (4 MiB). */
  maxBytes?: number;
}

/** The dates of a token. */
interface Dates {
  exp?: number;
  nbf?: number;
  iat?: number;
}

interface Entry {
  text: VerifiedText;
  bytes: number;
  /** Seconds since 1970: the decision holds from the one moment up to the other. */
  from: number;
  until: number;
}

/**
 * By the whole token. Nothing but good tokens comes in, so a stranger can neither fill nor empty it,
 * and what was refused is refused by a full check each time.
 */
export class VerifyCache {
  readonly #entries = new Map<string, Entry>();
  /** Goes from the oldest on, past what was let go of: beginning anew would step over it again. */
  #oldest = this.#entries.entries();
  #bytes = 0;
  readonly #maxTokens: number;
  readonly #maxBytes: number;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();

  constructor({ maxTokens, maxBytes }: Required<CacheOptions>) {
    this.#maxTokens = maxTokens;
    this.#maxBytes = maxBytes;
  }

  /** What an accepted token says, if it would be accepted at this moment too. */
  get(token: string, now: number): VerifiedText | undefined {
    const entry = this.#entries.get(token);
    if (entry === undefined) return undefined;
    if (now >= entry.until) this.#delete(token, entry);
    return now >= entry.from && now < entry.until ? entry.text : undefined;
  }

  set(token: string, text: VerifiedText, { exp, nbf, iat }: Dates, verifier: VerifierHandle): void {
    // A character of the claims may take two.
    const bytes = token.length + 2 * text.length;
    if (bytes > this.#maxBytes || this.#entries.has(token)) return;
    while (this.#entries.size >= this.#maxTokens || this.#bytes + bytes > this.#maxBytes) {
      this.#deleteOldest();
    }
    const validity = verifier.validity(exp, nbf, iat);
    this.#bytes += bytes;
    this.#entries.set(this.#copy(token), {
      text,
      bytes,
      from: validity[0] as number,
      until: validity[1] as number,
    });
  }

  #deleteOldest(): void {
    const { done, value } = this.#oldest.next();
    if (done) this.#oldest = this.#entries.entries();
    else this.#delete(...value);
  }

  #delete(token: string, { bytes }: Entry): void {
    if (this.#entries.delete(token)) this.#bytes -= bytes;
  }

  /** One that does not keep alive the longer text it may have been cut out of. */
  #copy(token: string): string {
    return this.#decoder.decode(this.#encoder.encode(token));
  }
}

const NAMES = ['maxTokens', 'maxBytes'];
const DEFAULTS = { maxTokens: 1000, maxBytes: 4 * 1024 * 1024 };

/** Reads the option `cache`. */
export function cacheOf(option: unknown): VerifyCache | undefined {
  if (option === undefined || option === false) return undefined;
  if (option === true) return new VerifyCache(DEFAULTS);
  if (typeof option !== 'object' || option === null || Array.isArray(option)) {
    throw new JotError(optionInvalid('cache', nameOf(option), 'true, false or an object'));
  }
  checkNames(option, NAMES);
  const limits = { ...DEFAULTS, ...option };
  return new VerifyCache({
    maxTokens: count(limits.maxTokens, 'cache.maxTokens'),
    maxBytes: count(limits.maxBytes, 'cache.maxBytes'),
  });
}

function count(value: unknown, name: string): number {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  const found = typeof value === 'number' ? String(value) : nameOf(value);
  throw new JotError(optionInvalid(name, found, 'a whole number above 0'));
}
