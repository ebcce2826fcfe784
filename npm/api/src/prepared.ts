/** How many different options one key is remembered with. */
const LIMIT = 16;

/**
 * Remembers what was prepared for a key (its signers, its verifiers) by the options it was prepared
 * with, so that a repeated call parses nothing. It goes when the key goes.
 */
export class Prepared<T> {
  readonly #byKey = new WeakMap<object, Map<string, T>>();
  readonly #letGo: (value: T) => void;

  /** @param letGo told of what is no longer remembered, unless a garbage collection took it */
  constructor(letGo: (value: T) => void = () => {}) {
    this.#letGo = letGo;
  }

  get(key: object, options: string): T | undefined {
    return this.#byKey.get(key)?.get(options);
  }

  set(key: object, options: string, value: T): T {
    let byOptions = this.#byKey.get(key);
    if (byOptions === undefined) {
      byOptions = new Map();
      this.#byKey.set(key, byOptions);
    }
    if (byOptions.size >= LIMIT) {
      for (const [options, oldest] of byOptions) {
        byOptions.delete(options);
        this.#letGo(oldest);
        break;
      }
    }
    byOptions.set(options, value);
    return value;
  }

  forget(key: object): void {
    const byOptions = this.#byKey.get(key);
    this.#byKey.delete(key);
    for (const value of byOptions?.values() ?? []) this.#letGo(value);
  }
}
