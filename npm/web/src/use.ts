/** Something in the WebAssembly that is let go at its end, but not under work that is under way. */
export class Use {
  readonly #letGo: () => void;
  #underWay = 0;
  #ended = false;

  constructor(letGo: () => void) {
    this.#letGo = letGo;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      this.#letGoIfDone();
    }
  }

  end(): void {
    this.#ended = true;
    this.#letGoIfDone();
  }

  #letGoIfDone(): void {
    if (this.#ended && this.#underWay === 0) this.#letGo();
  }
}
