/** From whatever a caller gives as a key to a `Key`, importing each at most once where that is safe. */
import type { KeyHandle, Outcome } from './binding.js';
import { binding, platform } from './bound.js';
import { type JotError, refusal, unwrap } from './error.js';
import { ImportCache } from './import-cache.js';
import { handleOf, type JsonWebKeySet, Key, type KeyInput, keyOf } from './key.js';
import { nameOf } from './options.js';

/** The keys of a JWKS, as one thing to remember verifiers by. */
export class KeySet {
  constructor(readonly keys: readonly Key[]) {}
}

const EXPECTED = 'A key is a PEM, a JWK, DER bytes, a KeyObject, a CryptoKey or a Key.';

const imported = new ImportCache<Key>(32);
const importedSets = new ImportCache<KeySet>(32);
/** Key objects cannot change, so they may stand for their keys as long as they live. */
const ofKeyObject = new WeakMap<object, Key>();

/**
 * The key to use for a call.
 *
 * @param options JSON text of import options: the algorithms of the call decide whether plain text
 *   is an HMAC secret.
 */
export function keyFor(input: KeyInput, options: string): Key {
  if (input instanceof Key) {
    handleOf(input);
    return input;
  }
  if (typeof input === 'string' || input === undefined || input === null) {
    const text = input ?? '';
    return remembered(binding.digest(text), options, () => binding.importText(text, options));
  }
  if (typeof input !== 'object') throw unusable(input);
  const bytes = bytesOf(input);
  if (bytes !== undefined) {
    // Bytes and the text they spell are not read alike in every case.
    return remembered(`bytes ${binding.digestBytes(bytes)}`, options, () =>
      binding.importBytes(bytes, options),
    );
  }
  const known = ofKeyObject.get(input);
  if (known !== undefined) return known;
  const opened = platform.importKeyObject(input, '{}');
  if (opened !== undefined) {
    const key = keyOf(opened);
    ofKeyObject.set(input, key);
    return key;
  }
  const text = jwkText(input);
  return remembered(binding.digest(text), options, () => binding.importText(text, options));
}

/** The key or keys to check a token with. */
export function keysFor(
  input: KeyInput | readonly KeyInput[] | JsonWebKeySet,
  options: string,
): Key | KeySet {
  if (Array.isArray(input)) {
    return new KeySet(input.map((one: KeyInput) => keyFor(one, options)));
  }
  const text = keySetText(input);
  if (text === undefined) return keyFor(input as KeyInput, options);
  const id = binding.digest(text);
  return (
    importedSets.get(id) ??
    importedSets.set(id, new KeySet(unwrap(binding.importKeySet(text)).map(keyOf)))
  );
}

/** A key with import options of its own; nothing is remembered, the caller keeps the key. */
export function importWith(input: KeyInput, options: string): Key {
  if (input instanceof Key) {
    const handle = handleOf(input);
    return options === '{}' ? input : keyOf(binding.importText(unwrap(handle.toJwk()), options));
  }
  if (typeof input === 'string' || input === undefined || input === null) {
    return keyOf(binding.importText(input ?? '', options));
  }
  if (typeof input !== 'object') throw unusable(input);
  const bytes = bytesOf(input);
  if (bytes !== undefined) return keyOf(binding.importBytes(bytes, options));
  return keyOf(
    platform.importKeyObject(input, options) ?? binding.importText(jwkText(input), options),
  );
}

function remembered(digest: string, options: string, read: () => Outcome<KeyHandle>): Key {
  const id = digest + options;
  return imported.get(id) ?? imported.set(id, keyOf(read()));
}

function bytesOf(input: object): Uint8Array | undefined {
  if (input instanceof Uint8Array) return input;
  if (ArrayBuffer.isView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  return input instanceof ArrayBuffer ? new Uint8Array(input) : undefined;
}

/** JWKs are objects that anyone may change, so they are known by what they say, not by identity. */
function jwkText(input: object): string {
  if (nameOf(input) !== 'an object' || 'sign' in input) throw unusable(input);
  try {
    return JSON.stringify(input);
  } catch (cause) {
    throw refusal(
      'ERR_KEY_FORMAT',
      'This is no key: an object that cannot be written as JSON.',
      EXPECTED,
      { cause },
    );
  }
}

/** JSON text of a JWKS, or `undefined` if `input` is none. */
function keySetText(input: KeyInput | readonly KeyInput[] | JsonWebKeySet): string | undefined {
  if (typeof input === 'string') return isKeySetText(input) ? input : undefined;
  if (typeof input !== 'object' || input === null || input instanceof Key) return undefined;
  return Array.isArray((input as JsonWebKeySet).keys) ? jwkText(input) : undefined;
}

function isKeySetText(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    return Array.isArray(JSON.parse(text).keys);
  } catch {
    return false;
  }
}

function unusable(input: unknown): JotError {
  const name = nameOf(input);
  const [found, hint] =
    name === 'an object'
      ? ['an object that signs', 'A signer of your own works with signAsync and createSigner.']
      : name === 'a Promise'
        ? [name, 'Await it.']
        : [name, EXPECTED];
  return refusal('ERR_KEY_FORMAT', `This is no key: ${found}.`, hint);
}
