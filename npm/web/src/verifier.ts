import type { Outcome, VerifiedText, VerifierHandle } from '../../api/src/binding.js';
import { inFlight } from '../../api/src/in-flight.js';
import type * as wasm from '../wasm/jotmint_bg.js';
import { isForWebCrypto } from './crypto-keys.js';
import { verified } from './signatures.js';
import { oneByOne } from './turn.js';
import { Use } from './use.js';

export class Verifier implements VerifierHandle {
  readonly #verifier: wasm.Verifier;
  readonly #keys: readonly wasm.Key[];
  readonly #use = new Use(() => {
    this.#headers = [...knownHeaders(this.#verifier)];
    this.#verifier.free();
  });
  /** Those that are known, from the time when the verifier is gone. */
  #headers: readonly string[] | undefined;
  #forWebCrypto: boolean | undefined;

  constructor(verifier: wasm.Verifier, keys: readonly wasm.Key[]) {
    this.#verifier = verifier;
    this.#keys = keys;
  }

  verify(token: string, now: number): Outcome<VerifiedText> {
    return this.#verifier.verify(token, now);
  }

  async verifyAsync(token: string, now: number): Promise<Outcome<VerifiedText>> {
    if (!this.#asksWebCrypto()) return this.verify(token, now);
    const verifier = this.#verifier;
    const signatures = {
      open: (token: string) => verifier.open(token),
      isSignedBy: (opened: wasm.Opened, token: string, key: number) =>
        verifier.isSignedBy(opened, token, key),
      accept: (opened: wasm.Opened, key: number | undefined) => verifier.accept(opened, key, now),
    };
    return this.#use.during(() => verified(this.#keys, signatures, token));
  }

  verifyMany(tokens: string[], now: number): Promise<Outcome<VerifiedText>[]> {
    return this.#use.during(() =>
      this.#asksWebCrypto()
        ? inFlight(tokens, (token) => this.verifyAsync(token, now))
        : oneByOne(tokens, (token) => this.verify(token, now)),
    );
  }

  validity(exp?: number, nbf?: number, iat?: number): Float64Array {
    return this.#verifier.validity(exp, nbf, iat);
  }

  knownHeader(number: number): string | undefined {
    return this.#headers === undefined ? this.#verifier.knownHeader(number) : this.#headers[number];
  }

  free(): void {
    this.#use.end();
  }

  /** Found out when it is first asked, because synchronous calls need not know. */
  #asksWebCrypto(): boolean {
    this.#forWebCrypto ??= this.#keys.some(isForWebCrypto);
    return this.#forWebCrypto;
  }
}

function* knownHeaders(verifier: wasm.Verifier): Generator<string> {
  for (let number = 0; ; number += 1) {
    const header = verifier.knownHeader(number);
    if (header === undefined) return;
    yield header;
  }
}
