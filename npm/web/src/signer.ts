import type { Outcome, SignerHandle } from '../../api/src/binding.js';
import { inFlight } from '../../api/src/in-flight.js';
import type * as wasm from '../wasm/jotmint_bg.js';
import { cryptoKeyOf } from './crypto-keys.js';
import { signed } from './signatures.js';
import { oneByOne } from './turn.js';
import { Use } from './use.js';

export class Signer implements SignerHandle {
  readonly #signer: wasm.Signer;
  readonly #template: wasm.Template;
  readonly #key: wasm.Key;
  readonly #use = new Use(() => {
    this.#signer.free();
    this.#template.free();
  });

  constructor(signer: wasm.Signer, key: wasm.Key) {
    this.#signer = signer;
    this.#template = signer.template();
    this.#key = key;
  }

  sign(payload: string, now: number): Outcome<string> {
    return this.#signer.sign(payload, now);
  }

  signAsync(payload: string, now: number): Promise<Outcome<string>> {
    return this.#use.during(async () => {
      const input = () => this.#template.input(payload, now);
      return (await signed(this.#key, this.#template, input)) ?? this.sign(payload, now);
    });
  }

  signMany(payloads: string[], now: number): Promise<Outcome<string>[]> {
    return this.#use.during(async () =>
      (await cryptoKeyOf(this.#key, this.#template.algorithm(), 'sign')) === undefined
        ? oneByOne(payloads, (payload) => this.sign(payload, now))
        : inFlight(payloads, (payload) => this.signAsync(payload, now)),
    );
  }

  warnings(): string[] {
    return this.#signer.warnings();
  }

  free(): void {
    this.#use.end();
  }
}
