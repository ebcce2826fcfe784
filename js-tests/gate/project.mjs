/** A project of Infura's kind: its keys, and tokens by other hands than ours. */
import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { infura, sign } from 'jotmint';
import jsonwebtoken from 'jsonwebtoken';
import { files } from '../node/material.mjs';
import { emptyFolder } from '../node/running.mjs';

export const RSA = {
  id: '42f5184e315e40d4b79325778691093a',
  name: 'rsa',
  algorithm: 'RS256',
  privateKey: files['infura-rsa.private.pem'],
  publicKey: files['infura-rsa.public.pem'],
};
export const EC = {
  id: '00112233445566778899aabbccddeeff',
  name: 'ec',
  algorithm: 'ES256',
  privateKey: files['infura-ec.private.pem'],
  publicKey: files['infura-ec.public.pem'],
};

/** What of a key a project is told. */
export const known = ({ id, name, publicKey }) => ({ id, name, publicKey });

export const keys = [known(RSA), known(EC)];

/** Tokens by each library: `(claims, key, expiresIn) => token`, with the claims' names as sent. */
export const MINTERS = {
  jotmint: ({ user_agents, ...claims }, key, expiresIn = 3600) =>
    infura.sign(
      user_agents === undefined ? claims : { ...claims, userAgents: user_agents },
      key.privateKey,
      { keyid: key.id, expiresIn },
    ),
  jsonwebtoken: (claims, key, expiresIn = 3600) =>
    jsonwebtoken.sign(claims, key.privateKey, {
      algorithm: key.algorithm,
      keyid: key.id,
      audience: 'infura.io',
      expiresIn,
    }),
  jose: (claims, key, expiresIn = 3600) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: key.algorithm, typ: 'JWT', kid: key.id })
      .setAudience('infura.io')
      .setIssuedAt()
      .setExpirationTime(new Date(Date.now() + expiresIn * 1000))
      .sign(createPrivateKey(key.privateKey)),
};

/** Tokens whose time is over, by each library: `(key) => token`. */
export const EXPIRED = {
  // `infura.sign` refuses to make one.
  jotmint: (key) =>
    sign({ aud: 'infura.io', exp: Math.floor(Date.now() / 1000) - 1 }, key.privateKey, {
      algorithm: key.algorithm,
      keyid: key.id,
    }),
  jsonwebtoken: (key) => MINTERS.jsonwebtoken({}, key, -1),
  jose: (key) => MINTERS.jose({}, key, -1),
};

export const expired = EXPIRED.jsonwebtoken;

let folder;
let count = 0;

/** A project's file of its own, in a folder that goes with the process. */
export function projectFile(config = { keys }) {
  folder ??= emptyFolder();
  count += 1;
  const path = join(folder, `project-${count}.json`);
  writeFileSync(path, JSON.stringify(config, null, 2));
  return path;
}

/** One call of JSON-RPC. */
export function call(method, params = [], id = 1) {
  return { jsonrpc: '2.0', id, method, params };
}

export const REFUSED = {
  unauthorised: { code: -32000, message: 'invalid JWT' },
  forbidden: { code: -32002, message: 'rejected due to project ID settings' },
};
