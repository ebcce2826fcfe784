/** WebCrypto's keys, and how WebCrypto calls what JOSE calls otherwise. */
import type { Failure } from './binding.js';
import { failure } from './error.js';
import type { Algorithm } from './generated.js';
import { nameOf } from './options.js';

/** What WebCrypto's `CryptoKey` looks like from here, so that these types need no platform's. */
export interface CryptoKeyLike {
  readonly type: 'private' | 'public' | 'secret';
  readonly extractable: boolean;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
}

/** What a key is imported and made with, and what signatures are made and checked with. */
export interface WebCryptoParameters {
  readonly key: { readonly name: string; readonly hash?: string; readonly namedCurve?: string };
  readonly signature: {
    readonly name: string;
    readonly hash?: string;
    readonly saltLength?: number;
  };
}

/** The algorithms that WebCrypto has; secp256k1 it has not. */
export const WEB_CRYPTO: Readonly<Partial<Record<Algorithm, WebCryptoParameters>>> = {
  HS256: hmac('SHA-256'),
  HS384: hmac('SHA-384'),
  HS512: hmac('SHA-512'),
  RS256: pkcs1('SHA-256'),
  RS384: pkcs1('SHA-384'),
  RS512: pkcs1('SHA-512'),
  PS256: pss('SHA-256', 32),
  PS384: pss('SHA-384', 48),
  PS512: pss('SHA-512', 64),
  ES256: ecdsa('P-256', 'SHA-256'),
  ES384: ecdsa('P-384', 'SHA-384'),
  ES512: ecdsa('P-521', 'SHA-512'),
  EdDSA: ed25519(),
  Ed25519: ed25519(),
};

/** What `algorithm` has, depending on its name. */
interface KeyAlgorithm {
  readonly name: string;
  readonly hash?: { readonly name: string };
  readonly namedCurve?: string;
}

export function isCryptoKey(input: object): input is CryptoKeyLike {
  return nameOf(input) === 'a CryptoKey';
}

/** The one algorithm that a CryptoKey is for. */
export function algorithmOf({ algorithm }: CryptoKeyLike): Algorithm | Failure {
  const { name, hash, namedCurve }: KeyAlgorithm = algorithm;
  const rows = Object.entries(WEB_CRYPTO) as [Algorithm, WebCryptoParameters][];
  const row = rows.find(
    ([, { key }]) => key.name === name && key.hash === hash?.name && key.namedCurve === namedCurve,
  );
  if (row !== undefined) return row[0];
  const found = [name, namedCurve, hash?.name].filter((part) => part !== undefined).join(' ');
  return failure(
    'ERR_KEY_UNSUPPORTED',
    `The key cannot be used: it is a CryptoKey for ${found}.`,
    'Use one for HMAC, RSASSA-PKCS1-v1_5, RSA-PSS, ECDSA or Ed25519, with SHA-256 or longer.',
  );
}

function hmac(hash: string): WebCryptoParameters {
  return { key: { name: 'HMAC', hash }, signature: { name: 'HMAC' } };
}

function pkcs1(hash: string): WebCryptoParameters {
  const name = 'RSASSA-PKCS1-v1_5';
  return { key: { name, hash }, signature: { name } };
}

function pss(hash: string, saltLength: number): WebCryptoParameters {
  return { key: { name: 'RSA-PSS', hash }, signature: { name: 'RSA-PSS', saltLength } };
}

function ecdsa(namedCurve: string, hash: string): WebCryptoParameters {
  return { key: { name: 'ECDSA', namedCurve }, signature: { name: 'ECDSA', hash } };
}

function ed25519(): WebCryptoParameters {
  return { key: { name: 'Ed25519' }, signature: { name: 'Ed25519' } };
}
