/** jsonwebtoken's algorithms, and which keys it lets each of them have. */
import type { Material } from './keys.js';

export const HMAC: readonly string[] = ['HS256', 'HS384', 'HS512'];
const RSA: readonly string[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const EC: readonly string[] = ['ES256', 'ES384', 'ES512'];

/** What `algorithm` may be. */
export const KNOWN: readonly string[] = [...HMAC, ...RSA, ...EC, 'none'];

const CURVES: Readonly<Record<string, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
};

/** By Node's name for the type of key, in the order in which the message names them. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  ec: EC,
  rsa: ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512'],
  'rsa-pss': ['PS256', 'PS384', 'PS512'],
};

export function isHmac(alg: string): boolean {
  return alg.startsWith('HS');
}

export function isAsymmetric(alg: string): boolean {
  return isEcdsa(alg) || alg.startsWith('RS') || alg.startsWith('PS');
}

export function isEcdsa(alg: string): boolean {
  return alg.startsWith('ES');
}

/** What a token may be signed with where the caller does not say. */
export function algorithmsOf({ type, asymmetricKeyType }: Material): readonly string[] {
  if (type === 'secret') return HMAC;
  return asymmetricKeyType === 'ec' ? EC : RSA;
}

/** Throws for an algorithm there is none of. */
export function requireKnown(alg: string): void {
  if (KNOWN.includes(alg)) return;
  const names = ['HS', 'RS', 'PS', 'ES'].flatMap((family) =>
    ['256', '384', '512'].map((bits) => `"${family}${bits}"`),
  );
  throw new TypeError(
    `"${alg}" is not a valid algorithm.\n  Supported algorithms are:\n  ${names.join(', ')} and "none".`,
  );
}

/** Throws where a key is of another type, curve or restriction than the algorithm's. */
export function requireFit(alg: string, material: Material | undefined): void {
  const { asymmetricKeyType, curve, pss = {} } = material ?? {};
  if (asymmetricKeyType === undefined) return;
  const allowed = OF_TYPE[asymmetricKeyType];
  if (allowed === undefined) throw new Error(`Unknown key type "${asymmetricKeyType}".`);
  if (!allowed.includes(alg)) {
    throw new Error(
      `"alg" parameter for "${asymmetricKeyType}" key type must be one of: ${allowed.join(', ')}.`,
    );
  }
  if (asymmetricKeyType === 'ec' && curve !== CURVES[alg]) {
    throw new Error(`"alg" parameter "${alg}" requires curve "${CURVES[alg]}".`);
  }
  if (asymmetricKeyType === 'rsa-pss') requirePssFit(alg, pss);
}

/** The least of it, which nothing allows to leave out: what an RSA-PSS key itself says. */
export function requireRestriction(alg: string, material: Material | undefined): void {
  const { asymmetricKeyType, pss = {} } = material ?? {};
  if (asymmetricKeyType === 'rsa-pss' && pss.hashAlgorithm !== undefined) requirePssFit(alg, pss);
}

function requirePssFit(alg: string, pss: NonNullable<Material['pss']>): void {
  const bits = Number(alg.slice(-3));
  const hash = `sha${bits}`;
  if (pss.hashAlgorithm !== hash || pss.mgf1HashAlgorithm !== hash) {
    throw new Error(
      `Invalid key for this operation, its RSA-PSS parameters do not meet the requirements of "alg" ${alg}.`,
    );
  }
  if (pss.saltLength !== undefined && pss.saltLength > bits / 8) {
    throw new Error(
      `Invalid key for this operation, its RSA-PSS parameter saltLength does not meet the requirements of "alg" ${alg}.`,
    );
  }
}
