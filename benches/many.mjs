// What the rows of many tokens are given: so many payloads, good tokens or bad ones, all different,
// so that nothing can be remembered from one to the next.

import { randomBytes } from 'node:crypto';

import { HOUR, mint, strangersKey } from './material.mjs';

/** @import { Material } from './material.mjs' */

/** @typedef {Material & { payloads: Material['payload'][] }} ManyPayloads */

/**
 * @typedef {Material & { tokens: string[], manyClaims: Material['claims'][] }} ManyTokens
 * @property {Material['claims'][]} manyClaims  what the tokens carry
 */

/**
 * @typedef {Material & { tokens: string[], reasons: string[] }} BadTokens
 * @property {string[]} reasons  what is wrong with each
 */

/** How many of them. */
export const COUNT = 1000;

/**
 * @param {Material} material
 * @returns {ManyPayloads}
 */
export function withPayloads(material) {
  return { ...material, payloads: manyOf(material.payload) };
}

/**
 * @param {Material} material
 * @returns {ManyTokens}
 */
export function withTokens(material) {
  const { header, claims, privateKey } = material;
  const manyClaims = manyOf(claims);
  const tokens = manyClaims.map((each) => mint(header, each, privateKey.object));
  return { ...material, manyClaims, tokens };
}

/**
 * A third of each sort, in turn.
 *
 * @param {Material} material
 * @returns {BadTokens}
 */
export function withBadTokens(material) {
  const { algorithm, header, claims, privateKey } = material;
  const key = privateKey.object;
  const stranger = strangersKey(algorithm);
  const bad = manyOf(claims).map((each, index) => {
    switch (index % 3) {
      case 0:
        return { reason: 'expired', token: mint(header, { ...each, exp: each.iat - HOUR }, key) };
      case 1:
        return { reason: 'forged', token: mint(header, each, stranger) };
      default: {
        const malform = MALFORMED[Math.floor(index / 3) % MALFORMED.length];
        return { reason: 'malformed', token: malform(mint(header, each, key)) };
      }
    }
  });
  return {
    ...material,
    tokens: bad.map(({ token }) => token),
    reasons: bad.map(({ reason }) => reason),
  };
}

/** Of a good token what can never be one. @type {((token: string) => string)[]} */
const MALFORMED = [
  // Cut short within the payload, as from a field that is too small.
  (token) => token.slice(0, token.lastIndexOf('.') - 8),
  // Half of a signature.
  (token) => token.slice(0, -40),
  // No JSON in the header.
  (token) => `x${token}`,
  // Signed with nothing.
  (token) => {
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    return `${none}.${token.split('.')[1]}.`;
  },
];

/**
 * The same claims with addresses of their own.
 *
 * @template {Material['payload']} T
 * @param {T} claims
 * @returns {T[]}
 */
function manyOf(claims) {
  return Array.from({ length: COUNT }, () => ({
    ...claims,
    addresses: [`0x${randomBytes(20).toString('hex')}`],
  }));
}
