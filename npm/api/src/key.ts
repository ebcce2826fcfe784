/// <reference lib="esnext.disposable" preserve="true" />
import type { KeyHandle, Outcome } from './binding.js';
import type { CryptoKeyLike } from './crypto-key.js';
import { refusal, unwrap } from './error.js';
import type { Algorithm } from './generated.js';
import { textArgument } from './options.js';

/** A JSON Web Key, RFC 7517. */
export interface JsonWebKey {
  kty?: string;
  use?: string;
  key_ops?: string[];
  alg?: string;
  kid?: string;
  crv?: string;
  x?: string;
  y?: string;
  d?: string;
  n?: string;
  e?: string;
  p?: string;
  q?: string;
  dp?: string;
  dq?: string;
  qi?: string;
  k?: string;
  x5c?: string[];
  x5t?: string;
  x5u?: string;
  'x5t#S256'?: string;
  ext?: boolean;
}

/** A JSON Web Key Set, RFC 7517 section 5. */
export interface JsonWebKeySet {
  keys: readonly JsonWebKey[];
}

/** What Node's `KeyObject` looks like from here, so that these types need no `@types/node`. */
export interface KeyObjectLike {
  readonly type: 'private' | 'public' | 'secret';
  export(...options: never[]): unknown;
}

/**
 * A key in any form it comes in.
 *
 * - text: a PEM or a JWK. Other text is an HMAC secret where an HS algorithm is named.
 * - bytes: DER, the bytes of such text, or an HMAC secret where an HS algorithm is named.
 * - a JWK, or Node's `KeyObject`.
 * - WebCrypto's `CryptoKey`, extractable or not. In a page such a key works with the asynchronous
 *   calls only, and cannot be written or fingerprinted.
 * - a `Key`, from `importKey` or `generateKeyPair`: the fastest.
 */
export type KeyInput = string | Uint8Array | JsonWebKey | KeyObjectLike | CryptoKeyLike | Key;

/** What a binding tells of a key. */
interface KeyDescription {
  kind: 'private' | 'public' | 'secret';
  type: 'RSA' | 'EC' | 'OKP' | 'oct';
  curve?: string;
  bits: number;
  keyid?: string;
  algorithms: Algorithm[];
  repairs: string[];
}

let create: (handle: KeyHandle) => Key;
let open: (key: Key) => KeyHandle;
let dispose: (key: Key) => void;

/** Whom to tell of a key that is disposed of. */
const listeners: ((key: Key) => void)[] = [];

/**
 * A key that has been read, checked and prepared once. Import it where the program starts and
 * use it for every token.
 *
 * Its secret stays outside JavaScript: printing a `Key` or writing it as JSON shows what it is and
 * nothing it must keep. `toPem`, `toDer` and `toJwk` are the only ways to get it out.
 *
 * @example
 * const key = importKey(readFileSync('private.pem', 'utf8'));
 * console.log(key.type, key.bits, key.algorithms);   // RSA 2048 [ 'RS256', … ]
 */
export class Key {
  /** Which half it is, or a secret that both sides share. */
  declare readonly kind: 'private' | 'public' | 'secret';
  /** The key's type, in a JWK's words. */
  declare readonly type: 'RSA' | 'EC' | 'OKP' | 'oct';
  /** The curve, in a JWK's words: `P-256`. */
  declare readonly curve?: string;
  /** The size of the RSA modulus, of the curve's field, or of the secret. */
  declare readonly bits: number;
  /** What goes into the header as `kid`. */
  declare readonly keyid?: string;
  /** What this key may be used for, best first. */
  declare readonly algorithms: readonly Algorithm[];
  /** What was mended while it was read, in words. Empty for a key that was in order. */
  declare readonly repairs: readonly string[];

  /**
   * Lets the key go at once rather than with a garbage collection; it cannot be used again. What
   * was made with it, such as a signer, goes on.
   *
   * @example
   * using key = importKey(pem);
   */
  declare readonly [Symbol.dispose]: () => void;

  #handle: KeyHandle | undefined;

  static {
    create = (handle) => new this(handle, create);
    open = (key) => key.#open();
    dispose = (key) => {
      key.#handle?.free?.();
      key.#handle = undefined;
      for (const tell of listeners) tell(key);
    };
  }

  private constructor(handle: KeyHandle, by: typeof create) {
    if (by !== create) {
      throw new TypeError('A Key comes from importKey, generateKeyPair or generateSecret.');
    }
    this.#handle = handle;
    const description: KeyDescription = JSON.parse(handle.describe());
    this.kind = description.kind;
    this.type = description.type;
    if (description.curve !== undefined) this.curve = description.curve;
    this.bits = description.bits;
    if (description.keyid !== undefined) this.keyid = description.keyid;
    this.algorithms = Object.freeze(description.algorithms);
    this.repairs = Object.freeze(description.repairs);
    Object.freeze(this);
  }

  /**
   * The public half: what to upload, publish or hand on.
   *
   * @example
   * writeFileSync('public.pem', key.publicKey().toPem());
   */
  publicKey(): Key {
    return create(unwrap(this.#open().publicKey()));
  }

  /**
   * Base64 of the SHA-256 of the public key's DER form: what Infura's dashboard shows as
   * FINGERPRINT.
   *
   * @example
   * key.fingerprint();   // 'XNovFHIwFgboJsEoOjh0UtFu1cDZ458DKYqZf2r5B7k='
   */
  fingerprint(): string {
    return unwrap(this.#open().fingerprint());
  }

  /**
   * The thumbprint of RFC 7638, SHA-256 in base64url: a `kid` that follows from the key.
   *
   * @example
   * const { privateKey } = generateKeyPair('ES256');
   * sign({ sub: 'alice' }, privateKey, { keyid: privateKey.thumbprint() });
   */
  thumbprint(): string {
    return unwrap(this.#open().thumbprint());
  }

  /**
   * The key as PEM text. Without a format: `pkcs8` for a private key, `spki` for a public one.
   *
   * @example
   * key.toPem('pkcs1');   // -----BEGIN RSA PRIVATE KEY----- …
   */
  toPem(format?: 'pkcs8' | 'pkcs1' | 'sec1' | 'spki'): string {
    return unwrap(this.#open().toPem(formatArgument(format)));
  }

  /**
   * The key as DER bytes, in the formats of `toPem`.
   *
   * @example
   * key.publicKey().toDer();   // Uint8Array, SPKI
   */
  toDer(format?: 'pkcs8' | 'pkcs1' | 'sec1' | 'spki'): Uint8Array {
    return unwrap(this.#open().toDer(formatArgument(format)));
  }

  /**
   * The key as a JWK. That of a private key or a secret holds the secret: `publicKey().toJwk()`
   * is what may be published.
   *
   * @example
   * const jwks = { keys: [key.publicKey().toJwk()] };
   */
  toJwk(): JsonWebKey {
    return JSON.parse(unwrap(this.#open().toJwk()));
  }

  #open(): KeyHandle {
    if (this.#handle !== undefined) return this.#handle;
    throw refusal('ERR_KEY_MISSING', 'This key was disposed of.', 'Import it again.');
  }
}

// Not in the class, because some browsers do not have the symbol yet.
if (Symbol.dispose !== undefined) {
  Object.defineProperty(Key.prototype, Symbol.dispose, {
    value(this: Key) {
      dispose(this);
    },
    configurable: true,
    writable: true,
  });
}

/** A key from what a binding answered: the one way to a `Key` from outside its class. */
export function keyOf(outcome: Outcome<KeyHandle>): Key {
  return create(unwrap(outcome));
}

export function handleOf(key: Key): KeyHandle {
  return open(key);
}

/** For those who remember something by keys. */
export function onDispose(tell: (key: Key) => void): void {
  listeners.push(tell);
}

function formatArgument(format: string | undefined): string | undefined {
  return format === undefined ? undefined : textArgument(format, 'format');
}
