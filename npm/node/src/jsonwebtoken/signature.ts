/** Signatures: made and checked by jotmint's `jws`. */
import { type Algorithm, type JoseHeader, JotError, jws } from '../index.js';
import { isEcdsa, isHmac, requireKnown, requireRestriction } from './algorithms.js';
import { JsonWebTokenError } from './errors.js';
import type { Material } from './keys.js';

/** For `none`, where there is nothing to sign with. */
export function makeToken(
  header: object,
  alg: string,
  payload: Buffer,
  material: Material | undefined,
): string {
  requireKnown(alg);
  if (alg === 'none') {
    return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload.toString('base64url')}.`;
  }
  requireRestriction(alg, material);
  const { key, problem } = material ?? {};
  if (key === undefined) throw isHmac(alg) ? notSymmetric(alg, problem) : problem;
  return jws.sign(payload, key, { algorithm: alg as Algorithm, header: jsonOf(header) });
}

/** A PEM is no secret, and neither is nothing. */
export function notSymmetric(alg: string, cause?: Error): Error {
  const words = `secretOrPrivateKey must be a symmetric key when using ${alg}`;
  return new Error(words, cause && { cause });
}

/** What JSON keeps of a header, where it is not simple. */
function jsonOf(header: object): JoseHeader {
  const isSimple = Object.values(header).every((value) => typeof value === 'string');
  return isSimple ? (header as JoseHeader) : JSON.parse(JSON.stringify(header));
}

/** Throws where the signature is not the key's. */
export function requireSignature(token: string, alg: string, material: Material | undefined): void {
  requireKnown(alg);
  const signature = token.slice(token.lastIndexOf('.') + 1);
  if (alg === 'none') {
    if (signature === '') return;
    throw new JsonWebTokenError('invalid signature');
  }
  requireRestriction(alg, material);
  const { key, problem } = material ?? {};
  if (key === undefined) {
    const words = isHmac(alg)
      ? `secretOrPublicKey must be a symmetric key when using ${alg}`
      : 'secretOrPublicKey is not valid key material';
    throw new JsonWebTokenError(words, problem);
  }
  try {
    jws.verify(token, key, { algorithms: [alg as Algorithm] });
  } catch (error) {
    throw error instanceof JotError ? refusal(error, alg, signature) : error;
  }
}

/** The signature's length; ECDSA's is the one that jsonwebtoken looks at. */
const LENGTHS: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132 };

function refusal(error: JotError, alg: string, signature: string): Error {
  const length = Buffer.byteLength(signature, 'base64');
  if (isEcdsa(alg) && length !== LENGTHS[alg]) {
    return new TypeError(`"${alg}" signatures must be "${LENGTHS[alg]}" bytes, saw "${length}"`);
  }
  if (error.code === 'ERR_SIGNATURE_INVALID' || error.reason === 'signature') {
    return new JsonWebTokenError('invalid signature');
  }
  if (error.code.startsWith('ERR_KEY_')) return new JsonWebTokenError(error.message, error);
  return new JsonWebTokenError('invalid token', error);
}
