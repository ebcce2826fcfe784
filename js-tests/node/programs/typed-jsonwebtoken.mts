/** What programs do with jsonwebtoken and its types; a test puts the drop-in's name in its place. */
import { createPublicKey } from 'node:crypto';
import jwt, {
  type GetPublicKeyOrSecret,
  type JwtPayload,
  type Secret,
  type SignOptions,
  type VerifyOptions,
} from 'jsonwebtoken';

interface User extends JwtPayload {
  name: string;
}

declare const pem: string;

const options: SignOptions = { algorithm: 'RS256', expiresIn: '1h', keyid: 'k' };
const token: string = jwt.sign({ name: 'alice' }, pem, options);
const secret: Secret = { key: pem, passphrase: 'x' };
jwt.sign('text', Buffer.from('secret'), { encoding: 'latin1' });
jwt.sign({}, null, { algorithm: 'none' });
jwt.sign({}, secret, (error, encoded) => encoded?.length ?? error?.message);

const user = jwt.verify(token, createPublicKey(pem), { audience: [/^api/, 'b'] }) as User;
console.log(user.name.length, user.whatever.it.is);
const { header, payload, signature } = jwt.verify(token, pem, { complete: true });
console.log(header.kid?.length, signature.length, typeof payload === 'string' || payload.sub);

const getKey: GetPublicKeyOrSecret = ({ kid }, callback) => callback(null, kid);
const expected: VerifyOptions = { issuer: ['a', 'b'], maxAge: '1d' };
jwt.verify(token, getKey, expected, (error, decoded) => {
  if (error instanceof jwt.TokenExpiredError) console.log(error.expiredAt.getTime());
  else if (error instanceof jwt.NotBeforeError) console.log(error.date.getTime());
  else if (error instanceof jwt.JsonWebTokenError) console.log(error.inner?.message);
  console.log(typeof decoded);
});

const decoded: null | jwt.Jwt = jwt.decode(token, { complete: true });
const claims: string | jwt.JwtPayload | null = jwt.decode(token);
console.log(decoded?.header.alg, claims);
// @ts-expect-error an option that is none
jwt.sign({}, pem, { expiresin: '1h' });
// @ts-expect-error a payload is needed
jwt.sign();
// @ts-expect-error a key from a function needs a callback
jwt.verify(token, getKey).toString();
