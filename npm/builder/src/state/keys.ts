/** The two keys of the page: the one that signs, and what tokens are checked with. */

import {
  type Algorithm,
  generateKeyPairAsync,
  generateSecret,
  type JsonWebKeySet,
  type Key,
} from '@jotmint/web';
import { computed, signal } from '@preact/signals';
import { KeySlot, type SecretAlgorithm } from './key-slot.js';

export const signing = new KeySlot(false);
export const verifying = new KeySlot(true);

/** Whether tokens are checked with the signing key's own other half, or with a key that was given. */
export const verifyWith = signal<'own' | 'given'>('own');

/** What tokens are checked with; it never signs. */
export const verificationKey = computed<Key | JsonWebKeySet | undefined>(() => {
  if (verifyWith.value === 'given') return verifying.set.value ?? otherHalf(verifying.key.value);
  return otherHalf(signing.key.value);
});

/** A key pair or secret that can be made here, in the words people look for. */
export interface Kind {
  readonly id: string;
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly modulusLength?: number;
}

export const KINDS: readonly Kind[] = [
  { id: 'P-256', name: 'P-256 (ES256)', algorithm: 'ES256' },
  { id: 'RSA-2048', name: 'RSA 2048 (RS256)', algorithm: 'RS256', modulusLength: 2048 },
  { id: 'RSA-3072', name: 'RSA 3072 (RS256)', algorithm: 'RS256', modulusLength: 3072 },
  { id: 'RSA-4096', name: 'RSA 4096 (RS256)', algorithm: 'RS256', modulusLength: 4096 },
  { id: 'P-384', name: 'P-384 (ES384)', algorithm: 'ES384' },
  { id: 'P-521', name: 'P-521 (ES512)', algorithm: 'ES512' },
  { id: 'secp256k1', name: 'secp256k1 (ES256K)', algorithm: 'ES256K' },
  { id: 'Ed25519', name: 'Ed25519 (EdDSA)', algorithm: 'EdDSA' },
  { id: 'HS256', name: 'Secret, 256 bits (HS256)', algorithm: 'HS256' },
  { id: 'HS384', name: 'Secret, 384 bits (HS384)', algorithm: 'HS384' },
  { id: 'HS512', name: 'Secret, 512 bits (HS512)', algorithm: 'HS512' },
];

/** Making RSA keys without freezing the page takes WebCrypto, which not every page is given. */
export function canMake(kind: Kind): boolean {
  return kind.modulusLength === undefined || globalThis.crypto?.subtle !== undefined;
}

export async function make(kind: Kind): Promise<Key> {
  if (isSecret(kind.algorithm)) return generateSecret(kind.algorithm);
  const { modulusLength } = kind;
  const options = modulusLength === undefined ? {} : { modulusLength };
  return (await generateKeyPairAsync(kind.algorithm, options)).privateKey;
}

function isSecret(algorithm: Algorithm): algorithm is SecretAlgorithm {
  return algorithm.startsWith('HS');
}

function otherHalf(key: Key | undefined): Key | undefined {
  return key === undefined || key.kind === 'secret' ? key : key.publicKey();
}
