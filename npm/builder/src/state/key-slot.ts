/** A place for a key: what was put there, what the core made of it, or why it could not. */

import {
  type Algorithm,
  type ImportOptions,
  importKey,
  JotError,
  type JsonWebKey,
  type JsonWebKeySet,
  type Key,
} from '@jotmint/web';
import { computed, type ReadonlySignal, signal } from '@preact/signals';

export type SecretAlgorithm = 'HS256' | 'HS384' | 'HS512';

/** The longest key text or file that is looked at. A JWKS of a hundred RSA keys has about 50 kB. */
export const MOST_CHARACTERS = 500_000;

type Content = string | Uint8Array;

export class KeySlot {
  /** What was typed or pasted, as long as it is no key yet. */
  readonly text = signal('');
  readonly key = signal<Key | undefined>(undefined);
  /** Several keys to verify with. */
  readonly set = signal<JsonWebKeySet | undefined>(undefined);
  readonly problem = signal<JotError | undefined>(undefined);
  /** The page made it, and nobody else has it. */
  readonly made = signal(false);
  readonly filled: ReadonlySignal<boolean> = computed(
    () => this.key.value !== undefined || this.set.value !== undefined,
  );
  readonly locked: ReadonlySignal<boolean> = computed(() => {
    const code = this.problem.value?.code;
    return code === 'ERR_KEY_ENCRYPTED' || code === 'ERR_KEY_PASSPHRASE';
  });
  #content: Content = '';
  #secret: SecretAlgorithm | undefined;

  /** @param takesSets whether a JWKS may be put here */
  constructor(readonly takesSets: boolean) {}

  /** Takes what was typed, pasted or dropped. */
  read(content: Content): void {
    this.#content = content;
    this.#secret = undefined;
    this.text.value = typeof content === 'string' ? content : '';
    this.#import({});
  }

  unlock(passphrase: string): void {
    this.#import({ passphrase });
  }

  /** Takes what is there for an HMAC secret. */
  readAsSecret(algorithm: SecretAlgorithm): void {
    this.#secret = algorithm;
    this.#import({ algorithm });
  }

  /** Takes what is there although it is shorter than is safe. */
  readAlthoughWeak(): void {
    this.#import({ ...this.#algorithm(), allowWeakKey: true });
  }

  put(key: Key): void {
    this.clear();
    this.key.value = key;
    this.made.value = true;
  }

  clear(): void {
    this.#content = '';
    this.#secret = undefined;
    this.text.value = '';
    this.key.value = undefined;
    this.set.value = undefined;
    this.problem.value = undefined;
    this.made.value = false;
  }

  #import(options: ImportOptions): void {
    this.key.value = undefined;
    this.set.value = undefined;
    this.problem.value = undefined;
    this.made.value = false;
    if (this.#content.length === 0) return;
    try {
      this.key.value = importKey(this.#content, options);
      this.text.value = '';
    } catch (error) {
      if (!(error instanceof JotError)) throw error;
      this.set.value = this.takesSets ? keySet(this.#content) : undefined;
      if (this.set.value === undefined) this.problem.value = error;
    }
  }

  #algorithm(): { algorithm?: Algorithm } {
    return this.#secret === undefined ? {} : { algorithm: this.#secret };
  }
}

/** A JWKS with the public halves of its keys; which of them can be used, the core says when it verifies. */
function keySet(content: Content): JsonWebKeySet | undefined {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  try {
    const parsed: unknown = JSON.parse(text);
    return isKeySet(parsed) ? { keys: parsed.keys.map(publicHalf) } : undefined;
  } catch {
    return undefined;
  }
}

function publicHalf(jwk: JsonWebKey): JsonWebKey {
  try {
    const key = importKey(jwk);
    return key.kind === 'private' ? key.publicKey().toJwk() : jwk;
  } catch (error) {
    if (error instanceof JotError) return jwk;
    throw error;
  }
}

function isKeySet(value: unknown): value is JsonWebKeySet {
  return (
    typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)
  );
}
