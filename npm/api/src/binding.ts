/**
 * What a binding (the native addon, WebAssembly) gives this façade.
 *
 * Everything crosses as text, bytes or a handle. A failure crosses as data and becomes a
 * `JotError` in one place (`error.ts`). Options cross as JSON text: the core reads them, refuses
 * unknown names and decides what they mean. Times are seconds since 1970.
 */
import type { ErrorCode } from './generated.js';

/** Why a call was refused, as data. */
export interface Failure {
  failure: true;
  code: ErrorCode;
  message: string;
  claim?: string;
  reason?: string;
  hint?: string;
  /** What a signer of the caller's own failed with; never set by a binding. */
  cause?: unknown;
}

export type Outcome<T> = T | Failure;

/**
 * JSON text of `[payload, key, header]`: what the token says, and which of the keys signed. A header
 * the verifier knew is there as its number. Where key and number are 0, it is the payload alone: an
 * object, and so no list.
 */
export type VerifiedText = string;
/** The JSON text of the header, the payload's bytes, and which of the keys signed. */
export type VerifiedBytes = [header: string, payload: Uint8Array, key: number];

/** JSON text of a list of `Finding`. */
export type FindingsText = string;

export interface KeyHandle {
  /** JSON text of `KeyDescription`. */
  describe(): string;
  publicKey(): Outcome<KeyHandle>;
  fingerprint(): Outcome<string>;
  thumbprint(): Outcome<string>;
  toPem(format?: string): Outcome<string>;
  toDer(format?: string): Outcome<Uint8Array>;
  /** JSON text of the JWK. */
  toJwk(): Outcome<string>;
  /** Lets the key go at once, where a binding does not leave that to the garbage collection. */
  free?(): void;
}

/** Claims and header of the tokens to come, for a signature that is made elsewhere. */
export interface TemplateHandle {
  /** The signing input, `header.payload`. */
  input(payload: string, now: number): Outcome<string>;
  /** The token. ECDSA signatures may come in DER, as key management services return them. */
  attach(input: string, signature: Uint8Array): Outcome<string>;
  /** What the caller should be warned of once. */
  warnings(): string[];
}

export interface SignerHandle {
  sign(payload: string, now: number): Outcome<string>;
  signAsync(payload: string, now: number): Promise<Outcome<string>>;
  signMany(payloads: string[], now: number): Promise<Outcome<string>[]>;
  warnings(): string[];
  /** As a key's; what is under way is brought to its end. */
  free?(): void;
}

export interface VerifierHandle {
  verify(token: string, now: number): Outcome<VerifiedText>;
  verifyAsync(token: string, now: number): Promise<Outcome<VerifiedText>>;
  verifyMany(tokens: string[], now: number): Promise<Outcome<VerifiedText>[]>;
  /** From when until when a token with these dates is accepted, once it was: two numbers. */
  validity(exp?: number, nbf?: number, iat?: number): ArrayLike<number>;
  /** JSON text of the header that a `VerifiedText` of this verifier gave by its number. */
  knownHeader(number: number): string | undefined;
  /** As a signer's; known headers can still be asked for. */
  free?(): void;
}

export interface DecoderHandle {
  /** JSON text of `[payload, header]` or of the payload, as `VerifiedText`; only the form is checked. */
  decode(token: string): Outcome<string>;
  knownHeader(number: number): string | undefined;
}

/** JSON text of a `Decision`. */
export type DecisionText = string;

/**
 * Absent headers are `undefined`; so is the body of a WebSocket's handshake. What the token says
 * crosses for those who ask alone: it takes as long as the rest, the signature apart.
 */
export interface GateHandle {
  authorize(
    authorization: string | undefined,
    origin: string | undefined,
    userAgent: string | undefined,
    body: Uint8Array | undefined,
    now: number,
    withToken: boolean,
  ): Outcome<DecisionText>;
  /** Lets go of it at once, where a binding does not leave that to the garbage collection. */
  free?(): void;
}

/** JSON text of a `NeuronAnswer`. */
export type NeuronAnswerText = string;

export interface NeuronVerifierHandle {
  authorize(authorization: string | undefined, now: number): Outcome<NeuronAnswerText>;
  free?(): void;
  problems(): FindingsText;
}

/** Whose rules a signer mints by: `jwt` for those of RFC 7519 alone. */
export type Rules = 'jwt' | 'infura' | 'neuron';

export interface Binding {
  /** A PEM, a JWK, or a secret where `options.algorithms` names HMAC algorithms only. */
  importText(text: string, options: string): Outcome<KeyHandle>;
  /** DER, a PEM or JWK as bytes, or a secret as above. */
  importBytes(bytes: Uint8Array, options: string): Outcome<KeyHandle>;
  /** Secret bytes that came with a type that says so (a secret `KeyObject`). */
  importSecret(bytes: Uint8Array, options: string): Outcome<KeyHandle>;
  /** The usable keys of a JWKS, given as JSON text. */
  importKeySet(text: string): Outcome<KeyHandle[]>;
  /** A private key. */
  generateKey(algorithm: string, options: string): Outcome<KeyHandle>;
  generateKeyAsync(algorithm: string, options: string): Promise<Outcome<KeyHandle>>;
  generateSecret(algorithm: string): Outcome<KeyHandle>;
  /** SHA-256 of the text, to remember a key by without keeping its text. */
  digest(text: string): string;
  digestBytes(bytes: Uint8Array): string;

  createSigner(rules: Rules, key: KeyHandle, options: string): Outcome<SignerHandle>;
  createTemplate(rules: Rules, algorithm: string, options: string): Outcome<TemplateHandle>;
  createVerifier(keys: KeyHandle[], options: string): Outcome<VerifierHandle>;
  createDecoder(): DecoderHandle;
  /** The bytes of a token's signature, which few who decode a token ask for. */
  decodeSignature(token: string): Outcome<Uint8Array>;

  /** Fails for the options alone, never for the token. */
  diagnose(token: string, keys: KeyHandle[], options: string, now: number): Outcome<FindingsText>;

  createGate(config: string): Outcome<GateHandle>;
  createNeuronVerifier(options: string): Outcome<NeuronVerifierHandle>;

  jwsSign(payload: Uint8Array, key: KeyHandle, options: string): Outcome<string>;
  jwsSignAsync(payload: Uint8Array, key: KeyHandle, options: string): Promise<Outcome<string>>;
  jwsVerify(token: string, keys: KeyHandle[], options: string): Outcome<VerifiedBytes>;
  jwsVerifyAsync(
    token: string,
    keys: KeyHandle[],
    options: string,
  ): Promise<Outcome<VerifiedBytes>>;
}
