// The keys, claims and tokens that every library is given. Tokens come from node:crypto, so that
// nobody verifies what it has made itself.

import {
  constants,
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';

/** @import { KeyObject } from 'node:crypto' */

/** @typedef {keyof typeof GENERATE} Algorithm */

/**
 * A key as Node's object and as the text or bytes a file would hold.
 *
 * @typedef {object} KeyForms
 * @property {KeyObject} object
 * @property {string | Buffer} encoded  PEM (PKCS#8 or SPKI); for HS256 the secret's bytes
 */

/**
 * @typedef {object} Material
 * @property {Algorithm} algorithm
 * @property {string} keyid
 * @property {string} audience  what a verifier expects
 * @property {KeyForms} privateKey  for HS256 the secret, here and in publicKey
 * @property {KeyForms} publicKey
 * @property {{ alg: Algorithm, typ: string, kid: string }} header
 * @property {{ aud: string, exp: number, methods: string[], addresses: string[] }} payload  what a
 *   signer is given; every signer adds `iat`
 * @property {Material['payload'] & { iat: number }} claims  what the token below carries
 * @property {string} token  made of the header and claims above
 * @property {{ [why: string]: string }} refused  tokens that a verifier must not accept
 */

const KEYID = '1d2a5c6b7e8f40919aabbccddeeff001';
const AUDIENCE = 'infura.io';
export const HOUR = 3600;

const GENERATE = {
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  PS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
  HS256: () => {
    const secret = createSecretKey(randomBytes(32));
    return { privateKey: secret, publicKey: secret };
  },
};

/** @type {{ [algorithm in Algorithm]: (input: Buffer, key: KeyObject) => Buffer }} */
const SIGN = {
  RS256: (input, key) => sign('sha256', input, key),
  PS256: (input, key) =>
    sign('sha256', input, {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  ES256: (input, key) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }),
  ES384: (input, key) => sign('sha384', input, { key, dsaEncoding: 'ieee-p1363' }),
  EdDSA: (input, key) => sign(null, input, key),
  HS256: (input, key) => createHmac('sha256', key).update(input).digest(),
};

/**
 * Fresh keys and the tokens made with them.
 *
 * @param {Algorithm} algorithm
 * @returns {Material}
 */
export function createMaterial(algorithm) {
  const { privateKey, publicKey } = GENERATE[algorithm]();
  const now = Math.floor(Date.now() / 1000);

  const header = { alg: algorithm, typ: 'JWT', kid: KEYID };
  const payload = {
    aud: AUDIENCE,
    exp: now + HOUR,
    methods: ['eth_blockNumber'],
    addresses: ['0x2bcdc2c4b1d2d7d4b8d7c0f9a4e1d6b5c3a2f1e0'],
  };
  const claims = { ...payload, iat: now };

  return {
    algorithm,
    keyid: KEYID,
    audience: AUDIENCE,
    privateKey: { object: privateKey, encoded: encode(privateKey) },
    publicKey: { object: publicKey, encoded: encode(publicKey) },
    header,
    payload,
    claims,
    token: mint(header, claims, privateKey),
    refused: {
      'a token signed with another key': mint(header, claims, strangersKey(algorithm)),
      'a token that expired an hour ago': mint(header, { ...claims, exp: now - HOUR }, privateKey),
      'a token for another audience': mint(header, { ...claims, aud: 'other' }, privateKey),
    },
  };
}

/**
 * Another key of the algorithm, whose tokens nobody may take.
 *
 * @param {Algorithm} algorithm
 * @returns {KeyObject}
 */
export function strangersKey(algorithm) {
  return GENERATE[algorithm]().privateKey;
}

/**
 * @param {Material['header']} header
 * @param {object} claims
 * @param {KeyObject} key
 * @returns {string}
 */
export function mint(header, claims, key) {
  const input = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${SIGN[header.alg](Buffer.from(input), key).toString('base64url')}`;
}

/**
 * @param {KeyObject} key
 * @returns {string | Buffer}
 */
function encode(key) {
  if (key.type === 'secret') {
    return key.export();
  }
  return key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' });
}
