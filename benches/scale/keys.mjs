// From one key of a JWKS to a thousand. The token's `kid` picks, so how many there are should cost
// nothing.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';

import { createLocalJWKSet, jwtVerify } from 'jose';
import { createVerifier } from 'jotmint';

import { createMaterial, mint } from '../material.mjs';
import { figure, line, race } from './race.mjs';

const COUNTS = [1, 10, 100, 1000];

/** Keys of the set whose tokens come in turn, spread over all of it, the last one among them. */
const USED = 10;

const ALGORITHM = /** @type {const} */ ('ES256');

/**
 * @param {{ rounds: number, slice: number }} timing
 * @param {(line: string) => void} print
 */
export async function measureKeySets(timing, print) {
  print(line(`JWKS, ${ALGORITHM}`, 'keys', 'jotmint', 'jose', 'ratio'));
  const contenders = [];
  for (const count of COUNTS) {
    contenders.push(await librariesOf(count));
  }
  for (const [index, { ours, jose, ratio }] of (await race(contenders, timing)).entries()) {
    print(line('verify', figure(COUNTS[index]), figure(ours), figure(jose), ratio.toFixed(2)));
  }
}

/**
 * What both do with the tokens in turn, once each has accepted every one of them, and refused it
 * under the `kid` of another key.
 *
 * @param {number} count
 */
async function librariesOf(count) {
  const { header, claims, audience } = createMaterial(ALGORITHM);
  const pairs = Array.from({ length: count }, (_, index) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = `key-${index}`;
    return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid } };
  });
  const jwks = { keys: pairs.map(({ jwk }) => jwk) };
  const used = spread(pairs, Math.min(USED, count));
  const tokens = used.map(({ kid, privateKey }) => mint({ ...header, kid }, claims, privateKey));

  const options = { algorithms: [ALGORITHM], audience };
  const verifier = createVerifier(jwks, options);
  const keySet = createLocalJWKSet(jwks);
  const joseVerify = (/** @type {string} */ token) => jwtVerify(token, keySet, options);

  for (const token of tokens) {
    assert.deepEqual(verifier.verify(token).payload, claims);
    assert.deepEqual((await joseVerify(token)).payload, claims);
  }
  for (const [index, { privateKey }] of used.entries()) {
    const { kid } = used[(index + 1) % used.length];
    if (kid === used[index].kid) continue;
    const forged = mint({ ...header, kid }, claims, privateKey);
    assert.throws(() => verifier.verify(forged), { code: 'ERR_SIGNATURE_INVALID' });
    await assert.rejects(joseVerify(forged), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  }

  return {
    ours: inTurn(tokens, (token) => verifier.verify(token)),
    jose: inTurn(tokens, joseVerify),
  };
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} count
 * @returns {T[]}  of the list, at even distances, the last one included
 */
function spread(list, count) {
  return Array.from(
    { length: count },
    (_, index) => list[Math.floor(((index + 1) * list.length) / count) - 1],
  );
}

/**
 * @param {readonly string[]} tokens
 * @param {(token: string) => unknown} verify
 * @returns {() => unknown}
 */
function inTurn(tokens, verify) {
  let next = 0;
  return () => {
    next = (next + 1) % tokens.length;
    return verify(tokens[next]);
  };
}
