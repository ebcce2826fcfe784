/**
 * The functions of jsonwebtoken 9 on jotmint: a program changes the name it imports.
 * docs/jsonwebtoken.md lists what is different.
 */
import { decode } from './decode.js';
import { JsonWebTokenError, NotBeforeError, TokenExpiredError } from './errors.js';
import { sign } from './sign.js';
import { verify } from './verify.js';

export type { VerifyErrors } from './errors.js';
export type {
  Algorithm,
  DecodeOptions,
  GetPublicKeyOrSecret,
  Jwt,
  JwtHeader,
  JwtPayload,
  PrivateKey,
  PublicKey,
  Secret,
  SignCallback,
  SigningKeyCallback,
  SignOptions,
  VerifyOptions,
} from './types.js';
export type { VerifyCallback } from './verify.js';
export { decode, JsonWebTokenError, NotBeforeError, sign, TokenExpiredError, verify };
