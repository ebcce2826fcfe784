/** Signatures made and checked by WebCrypto, between two calls to the WebAssembly. */
import type { Outcome } from '../../api/src/binding.js';
import { WEB_CRYPTO } from '../../api/src/crypto-key.js';
import { failure, isFailure } from '../../api/src/error.js';
import type { Algorithm } from '../../api/src/generated.js';
import type * as wasm from '../wasm/jotmint_bg.js';
import { cryptoKeyOf, isGiven, webCrypto } from './crypto-keys.js';

/** What the WebAssembly knows of a token to come. */
interface Template {
  algorithm(): Algorithm;
  attach(input: string, signature: Uint8Array): Outcome<string>;
}

/** What it knows of a token that came. */
interface Signatures<Checked> {
  open(token: string): Outcome<wasm.Opened>;
  isSignedBy(opened: wasm.Opened, token: string, key: number): boolean;
  /** Frees `opened`. */
  accept(opened: wasm.Opened, key: number | undefined): Outcome<Checked>;
}

const encoder = new TextEncoder();

/** The token of a signing input, or `undefined` where WebAssembly has to sign. */
export async function signed(
  key: wasm.Key,
  template: Template,
  input: () => Outcome<string>,
): Promise<Outcome<string> | undefined> {
  const algorithm = template.algorithm();
  const cryptoKey = await cryptoKeyOf(key, algorithm, 'sign');
  if (cryptoKey === undefined) return undefined;
  const text = input();
  if (isFailure(text)) return text;
  let signature: ArrayBuffer;
  try {
    signature = await subtle().sign(parameters(algorithm), cryptoKey, encoder.encode(text));
  } catch (cause) {
    return isGiven(key) ? platformFailed('sign', cause) : undefined;
  }
  return template.attach(text, new Uint8Array(signature));
}

/** What a token says, where one of the keys made its signature. */
export async function verified<Checked>(
  keys: readonly wasm.Key[],
  signatures: Signatures<Checked>,
  token: string,
): Promise<Outcome<Checked>> {
  const opened = signatures.open(token);
  if (isFailure(opened)) return opened;
  try {
    const signer = await signerOf(keys, signatures, opened, token);
    return signatures.accept(opened, signer);
  } catch (cause) {
    opened.free();
    return platformFailed('check a signature', cause);
  }
}

async function signerOf(
  keys: readonly wasm.Key[],
  signatures: Signatures<unknown>,
  opened: wasm.Opened,
  token: string,
): Promise<number | undefined> {
  const algorithm = opened.algorithm();
  const signature = opened.signature();
  const input = encoder.encode(token.slice(0, token.lastIndexOf('.')));
  for (const index of opened.candidates()) {
    const key = keys[index] as wasm.Key;
    const cryptoKey = await cryptoKeyOf(key, algorithm, 'verify');
    const made =
      cryptoKey === undefined
        ? signatures.isSignedBy(opened, token, index)
        : await subtle().verify(parameters(algorithm), cryptoKey, signature, input);
    if (made) return index;
  }
  return undefined;
}

function parameters(algorithm: Algorithm) {
  return WEB_CRYPTO[algorithm]?.signature ?? { name: algorithm };
}

/** There, because there is a CryptoKey. */
function subtle(): SubtleCrypto {
  return webCrypto() as SubtleCrypto;
}

function platformFailed(what: string, cause: unknown) {
  return failure(
    'ERR_SIGNER_FAILED',
    `WebCrypto failed to ${what} with the CryptoKey.`,
    'Its error is the `cause` of this one.',
    { cause },
  );
}
