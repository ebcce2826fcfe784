/** Tokens for Infura: what its gateway requires is filled in, what it would refuse is refused. */
export { createGate } from './gate.js';

import type { ExternalSigner } from './external-signer.js';
import type { KeyInput } from './key.js';
import { type Signer, signerOf, signOnce, signOnceAsync } from './mint.js';
import type { SignOptions } from './sign.js';

/**
 * What the token may be used for. A list that is left out restricts nothing; at most 30 entries
 * each.
 */
export interface InfuraClaims {
  /** JSON-RPC methods: `eth_getBalance`. */
  methods?: readonly string[];
  /** The addresses that calls may ask about. */
  addresses?: readonly string[];
  /** Web origins: `https://*.example.com`. */
  origins?: readonly string[];
  /** Parts of user agents, case-sensitive. */
  userAgents?: readonly string[];
  /** Any other claim, such as `sub`. */
  [claim: string]: unknown;
}

/** As for any token; the audience is always Infura. */
export interface InfuraOptions extends Omit<SignOptions, 'algorithm' | 'audience'> {
  /** The ID that the dashboard shows for the uploaded public key; not the API key. */
  keyid: string;
  /** How long the token lasts: seconds, or text with a unit such as `'1h'`. */
  expiresIn: number | string;
  /** Default: the one that goes with the key. */
  algorithm?: 'RS256' | 'ES256';
}

/**
 * Makes a token for Infura.
 *
 * @example
 * const token = infura.sign({ methods: ['eth_getBalance'] }, privateKeyPem, {
 *   keyid: '42f5184e315e40d4b79325778691093a',
 *   expiresIn: '1h',
 * });
 */
export function sign(claims: InfuraClaims, key: KeyInput, options: InfuraOptions): string {
  return signOnce('infura', claims, key, options);
}

/**
 * The same off the main thread, or with a signer of your own.
 *
 * @example
 * const token = await infura.signAsync({}, kms, { keyid: 'the ID', expiresIn: '1h' });
 */
export async function signAsync(
  claims: InfuraClaims,
  key: KeyInput | ExternalSigner,
  options: InfuraOptions,
): Promise<string> {
  return signOnceAsync('infura', claims, key, options);
}

/**
 * Prepares a key once, for a token per user or per session.
 *
 * @example
 * const signer = infura.createSigner(privateKeyPem, { keyid: 'the ID', expiresIn: '15m' });
 * const token = signer.sign({ addresses: [user.address] });
 */
export function createSigner(
  key: KeyInput | ExternalSigner,
  options: InfuraOptions,
): Signer<InfuraClaims> {
  return signerOf('infura', key, options);
}
