/** Tokens for Neuron: what it requires is filled in, what it would refuse is refused. */
export { createVerifier } from './neuron-verifier.js';

import type { ExternalSigner } from './external-signer.js';
import type { KeyInput } from './key.js';
import { type Signer, signerOf, signOnce, signOnceAsync } from './mint.js';
import type { ClockOptions } from './options.js';

/** Whom the token speaks for. Everything else is set by the options. */
export interface NeuronClaims {
  /** Whom Neuron takes the caller for. Default: `admin`. At most 32 bytes. */
  user?: string;
}

/** What Neuron needs to know about every token. */
export interface NeuronOptions extends ClockOptions {
  /** The name of the public key's file in Neuron's `certs` directory, without its ending. */
  issuer: string;
  /** How long the token lasts: seconds, or text with a unit such as `'7d'`. */
  expiresIn: number | string;
  /** The header's `kid`, which Neuron does not look at. */
  keyid?: string;
  /**
   * Writes the dates as text, as Neuron's document shows them. Neuron takes such a token and never
   * lets it expire.
   */
  textDates?: boolean;
}

/**
 * Makes a token for Neuron's API.
 *
 * @example
 * const token = neuron.sign({}, privateKeyPem, { issuer: 'ci-bot', expiresIn: '7d' });
 */
export function sign(claims: NeuronClaims, key: KeyInput, options: NeuronOptions): string {
  return signOnce('neuron', claims, key, options);
}

/**
 * The same off the main thread, or with a signer of your own.
 *
 * @example
 * const token = await neuron.signAsync({}, privateKeyPem, { issuer: 'ci-bot', expiresIn: '7d' });
 */
export async function signAsync(
  claims: NeuronClaims,
  key: KeyInput | ExternalSigner,
  options: NeuronOptions,
): Promise<string> {
  return signOnceAsync('neuron', claims, key, options);
}

/**
 * Prepares a key once, for many tokens.
 *
 * @example
 * const signer = neuron.createSigner(privateKeyPem, { issuer: 'ci-bot', expiresIn: '1h' });
 * const token = signer.sign({ user: 'monitor' });
 */
export function createSigner(
  key: KeyInput | ExternalSigner,
  options: NeuronOptions,
): Signer<NeuronClaims> {
  return signerOf('neuron', key, options);
}
