/** The drop-in's types are those of `@types/jsonwebtoken`: what is one is the other. */
import jwt, { type SignOptions } from 'jotmint/jsonwebtoken';
import type * as theirs from 'jsonwebtoken';

type Same<A, B> = [A, B] extends [B, A] ? true : never;

export const types: true[] = [
  true satisfies Same<jwt.Algorithm, theirs.Algorithm>,
  true satisfies Same<jwt.SignOptions, theirs.SignOptions>,
  true satisfies Same<jwt.VerifyOptions, theirs.VerifyOptions>,
  true satisfies Same<jwt.DecodeOptions, theirs.DecodeOptions>,
  true satisfies Same<jwt.Jwt, theirs.Jwt>,
  true satisfies Same<jwt.JwtHeader, theirs.JwtHeader>,
  true satisfies Same<jwt.JwtPayload, theirs.JwtPayload>,
  true satisfies Same<jwt.Secret, theirs.Secret>,
  true satisfies Same<jwt.PublicKey, theirs.PublicKey>,
  true satisfies Same<jwt.PrivateKey, theirs.PrivateKey>,
  true satisfies Same<jwt.GetPublicKeyOrSecret, theirs.GetPublicKeyOrSecret>,
  true satisfies Same<jwt.SigningKeyCallback, theirs.SigningKeyCallback>,
  true satisfies Same<jwt.SignCallback, theirs.SignCallback>,
  true satisfies Same<jwt.VerifyCallback, theirs.VerifyCallback>,
  true satisfies Same<jwt.VerifyCallback<string>, theirs.VerifyCallback<string>>,
  true satisfies Same<jwt.VerifyErrors, theirs.VerifyErrors>,
  true satisfies Same<typeof jwt.sign, typeof theirs.sign>,
  true satisfies Same<typeof jwt.verify, typeof theirs.verify>,
  true satisfies Same<typeof jwt.decode, typeof theirs.decode>,
  true satisfies Same<jwt.JsonWebTokenError, theirs.JsonWebTokenError>,
  true satisfies Same<jwt.TokenExpiredError, theirs.TokenExpiredError>,
  true satisfies Same<jwt.NotBeforeError, theirs.NotBeforeError>,
];

export const options: SignOptions = { algorithm: 'ES256', expiresIn: '1h' };
// @ts-expect-error the name is keyid
jwt.sign({}, 'secret', { kid: 'k' });
// @ts-expect-error there is no such algorithm
jwt.sign({}, 'secret', { algorithm: 'HS255' });
