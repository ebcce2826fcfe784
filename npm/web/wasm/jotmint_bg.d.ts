/**
 * What `cargo run -p xtask -- wasm` writes beside this file: the exports of crates/web, as
 * JavaScript. `Binding` in npm/api says what each of them does.
 */
import type { DecisionText, FindingsText, NeuronAnswerText, Outcome, VerifiedBytes, VerifiedText } from '../../api/src/binding.js';
import type { Algorithm } from '../../api/src/generated.js';

export class Key {
  private constructor();
  free(): void;
  describe(): string;
  /** Whether WebCrypto gives the same verdicts. */
  isForPlatforms(): boolean;
  publicKey(): Outcome<Key>;
  fingerprint(): Outcome<string>;
  thumbprint(): Outcome<string>;
  toPem(format?: string): Outcome<string>;
  toDer(format?: string): Outcome<Uint8Array>;
  toJwk(): Outcome<string>;
}

/** A list of keys to pass on. The call that it is passed to frees it. */
export class Keys {
  constructor();
  push(key: Key): void;
}

export class Signer {
  private constructor();
  free(): void;
  sign(payload: string, now: number): Outcome<string>;
  template(): Template;
  warnings(): string[];
}

export class Template {
  private constructor();
  free(): void;
  algorithm(): Algorithm;
  input(payload: string, now: number): Outcome<string>;
  attach(input: string, signature: Uint8Array): Outcome<string>;
  warnings(): string[];
}

export class Gate {
  private constructor();
  free(): void;
  authorize(
    authorization: string | undefined,
    origin: string | undefined,
    userAgent: string | undefined,
    body: Uint8Array | undefined,
    now: number,
    withToken: boolean,
  ): Outcome<DecisionText>;
}

export class NeuronVerifier {
  private constructor();
  free(): void;
  authorize(authorization: string | undefined, now: number): Outcome<NeuronAnswerText>;
  problems(): FindingsText;
}

export class Decoder {
  private constructor();
  decode(token: string): Outcome<string>;
  knownHeader(number: number): string | undefined;
}

export class Verifier {
  private constructor();
  free(): void;
  verify(token: string, now: number): Outcome<VerifiedText>;
  open(token: string): Outcome<Opened>;
  isSignedBy(opened: Opened, token: string, key: number): boolean;
  /** Frees `opened`. */
  accept(opened: Opened, key: number | undefined, now: number): Outcome<VerifiedText>;
  validity(exp?: number, nbf?: number, iat?: number): Float64Array;
  knownHeader(number: number): string | undefined;
}

export class JwsTemplate {
  private constructor();
  free(): void;
  algorithm(): Algorithm;
  input(payload: Uint8Array): string;
  attach(input: string, signature: Uint8Array): Outcome<string>;
}

export class JwsVerifier {
  private constructor();
  free(): void;
  verify(token: string): Outcome<VerifiedBytes>;
  open(token: string): Outcome<Opened>;
  isSignedBy(opened: Opened, token: string, key: number): boolean;
  /** Frees `opened`. */
  accept(opened: Opened, key: number | undefined): Outcome<VerifiedBytes>;
}

/** A token that is sound but for its signature. */
export class Opened {
  private constructor();
  free(): void;
  algorithm(): Algorithm;
  signature(): Uint8Array<ArrayBuffer>;
  /** The keys to try, by their indices. */
  candidates(): Uint32Array;
}

export function importText(text: string, options: string): Outcome<Key>;
export function importBytes(bytes: Uint8Array, options: string): Outcome<Key>;
export function importSecret(bytes: Uint8Array, options: string): Outcome<Key>;
export function importElsewhere(
  algorithm: Algorithm,
  kind: string,
  length: number,
  operations: string[],
  options: string,
): Outcome<Key>;
export function importKeySet(text: string): Outcome<Key[]>;
export function generateKey(algorithm: string, options: string): Outcome<Key>;
/** The modulus length in bits, 0 for a key without. */
export function modulusToMake(algorithm: string, options: string): Outcome<number>;
export function generateSecret(algorithm: string): Outcome<Key>;
export function digest(text: string): string;
export function digestBytes(bytes: Uint8Array): string;
export function createSigner(rules: string, key: Key, options: string): Outcome<Signer>;
export function createTemplate(rules: string, algorithm: string, options: string): Outcome<Template>;
export function createVerifier(keys: Keys, options: string): Outcome<Verifier>;
export function createDecoder(): Decoder;
export function decodeSignature(token: string): Outcome<Uint8Array>;
export function diagnose(
  token: string,
  keys: Keys,
  options: string,
  now: number,
): Outcome<FindingsText>;
export function createGate(config: string): Outcome<Gate>;
export function createNeuronVerifier(options: string): Outcome<NeuronVerifier>;
export function jwsSign(payload: Uint8Array, key: Key, options: string): Outcome<string>;
export function createJwsTemplate(key: Key, options: string): Outcome<JwsTemplate>;
export function createJwsVerifier(keys: Keys, options: string): Outcome<JwsVerifier>;
/** The version of the crate. */
export function version(): string;

export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
