/** The same package by `require`. */
import jotmint = require('jotmint');

const { privateKey, publicKey } = jotmint.generateKeyPair('ES256');
const token: string = jotmint.sign({ sub: 'a' }, privateKey, { expiresIn: '1h' });
const { payload } = jotmint.verify(token, publicKey);
const issuer: string | undefined = payload.iss;

export { issuer };
