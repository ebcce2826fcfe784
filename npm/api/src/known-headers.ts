import type { JoseHeader } from './sign.js';

/** Headers that cross once: those a verifier or a decoder has met before come as their number. */
export class KnownHeaders {
  readonly #from: Source;
  /** By number. */
  readonly #known: Known[] = [];

  constructor(from: Source) {
    this.#from = from;
  }

  /** A header of the caller's own: what becomes of it is seen by nobody else. */
  header(found: JoseHeader | number): JoseHeader {
    if (typeof found !== 'number') return found;
    let known = this.#known[found];
    if (known === undefined) {
      known = read(this.#from.knownHeader(found) as string);
      this.#known[found] = known;
    }
    return known.flat === undefined ? JSON.parse(known.text) : { ...known.flat };
  }
}

/** A verifier or decoder. */
interface Source {
  knownHeader(number: number): string | undefined;
}

/** Where nothing is nested, copying is faster than reading. */
interface Known {
  text: string;
  flat: JoseHeader | undefined;
}

function read(text: string): Known {
  const header: JoseHeader = JSON.parse(text);
  const nests = Object.values(header).some((value) => typeof value === 'object' && value !== null);
  return { text, flat: nests ? undefined : header };
}
