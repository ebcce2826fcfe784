/** Where a platform cannot forget, nothing is remembered: rather slow than a secret that stays. */
const CAN_FORGET = typeof WeakRef === 'function' && typeof FinalizationRegistry === 'function';

/**
 * Remembers what was made of a text, so that a program which gives the same PEM to every call
 * pays for reading it once.
 *
 * Neither the text nor the key is kept: an entry is a digest of the text and a weak reference.
 * A key that nothing else uses goes with the next garbage collection, and its entry with it, so no
 * secret outlives its last use by more than that. Within a busy loop that is seldom enough.
 */
export class ImportCache<T extends object> {
  readonly #entries = new Map<string, WeakRef<T>>();
  readonly #limit: number;
  readonly #collected = CAN_FORGET
    ? new FinalizationRegistry<{ id: string; reference: WeakRef<T> }>(({ id, reference }) => {
        // The same text may have been imported again in the meantime.
        if (this.#entries.get(id) === reference) this.#entries.delete(id);
      })
    : undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(id: string): T | undefined {
    return this.#entries.get(id)?.deref();
  }

  set(id: string, value: T): T {
    if (this.#collected === undefined) return value;
    if (this.#entries.size >= this.#limit) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    const reference = new WeakRef(value);
    this.#entries.set(id, reference);
    this.#collected.register(value, { id, reference });
    return value;
  }
}
