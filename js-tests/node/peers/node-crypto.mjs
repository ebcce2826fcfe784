/** Node's OpenSSL, by the letter of RFC 7518: the one peer that has every algorithm. */
import { constants, createHmac, sign, verify } from 'node:crypto';

const hashes = { 256: 'sha256', 384: 'sha384', 512: 'sha512' };
const pss = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};

/** @type {import('../interop.test.mjs').Peer} */
export default {
  name: 'node:crypto',
  algorithms: [
    ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...['ES256', 'ES384', 'ES512', 'ES256K', 'EdDSA', 'Ed25519'],
  ],
  sign(payload, key, { algorithm, keyid }) {
    const header = { alg: algorithm, typ: 'JWT', kid: keyid };
    const input = [header, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${input}.${signature(input, key, algorithm).toString('base64url')}`;
  },
  verify(token, key, { algorithm }) {
    const [header, payload, tail] = token.split('.');
    const input = `${header}.${payload}`;
    const claims = JSON.parse(Buffer.from(payload, 'base64url'));
    const good = algorithm.startsWith('HS')
      ? signature(input, key, algorithm).toString('base64url') === tail
      : verify(hashOf(algorithm), Buffer.from(input), how(key, algorithm), bytes(tail));
    if (!good) throw new Error('wrong signature');
    if (claims.exp !== undefined && claims.exp <= Date.now() / 1000) throw new Error('expired');
    return claims;
  },
  checksNoClaims: true,
};

function signature(input, key, algorithm) {
  return algorithm.startsWith('HS')
    ? createHmac(hashOf(algorithm), key).update(input).digest()
    : sign(hashOf(algorithm), Buffer.from(input), how(key, algorithm));
}

function how(key, algorithm) {
  return { key, dsaEncoding: 'ieee-p1363', ...(algorithm.startsWith('PS') && pss) };
}

/** Ed25519 has its hash built in. */
function hashOf(algorithm) {
  return algorithm.startsWith('Ed') ? null : hashes[/\d+/.exec(algorithm)[0]];
}

function bytes(base64url) {
  return Buffer.from(base64url, 'base64url');
}
