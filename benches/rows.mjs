// What is measured: the rows, and the shape in which every library says how it does them.

import {
  checkCached,
  checkDecode,
  checkRefuse,
  checkSign,
  checkSignMany,
  checkVerify,
  checkVerifyMany,
} from './check.mjs';
import { COUNT, withBadTokens, withPayloads, withTokens } from './many.mjs';

/** @import { Trial } from './check.mjs' */
/** @import { Algorithm, Material } from './material.mjs' */

/**
 * One library's way of doing one row.
 *
 * @typedef {object} Task
 * @property {() => unknown} run  the call that is timed; where it returns a promise, it is awaited
 * @property {(result: any) => unknown} [read]  takes from the result what the check looks at:
 *   the token (sign), the payload (verify), `{ header, payload }` (decode); of many, one token each,
 *   or one payload or error each; left out where the result is just that; never timed
 */

/**
 * What measures itself, in another process, and has checked its own results.
 *
 * @typedef {object} SelfTimed
 * @property {(milliseconds: number) => Promise<number>} slice  operations a second, over so long
 */

/**
 * A library, or anything else that gets a column.
 *
 * @typedef {object} Subject
 * @property {string} name  heads its column
 * @property {string} [package]  its npm package, in whose package.json the version is looked up
 * @property {'ours' | 'peer' | 'engine'} role  the ratio is ours over the best peer
 * @property {readonly Algorithm[]} algorithms  those it has
 * @property {{ [kind: string]: (material: any) => Made | Promise<Made> }} tasks  one member a kind
 *   of row it has, given what the kind's `material` returns; here it reads keys and builds what may
 *   be built once
 */

/** @typedef {Task | SelfTimed | undefined} Made  undefined where it lacks the row after all */

/**
 * @typedef {object} Kind
 * @property {{ [algorithm: string]: number }} aims  one row for each: the ratio it should have
 * @property {(trial: Trial<any>) => Promise<void>} check  rejects when the result is not worth
 *   timing
 * @property {(material: Material) => Material} [material]  adds what only this kind is given
 * @property {number} [operations]  how many one call makes, default 1
 */

/**
 * @typedef {object} Row
 * @property {string} id  `kind:algorithm`
 * @property {string} kind  a member of KINDS
 * @property {Algorithm} algorithm
 * @property {number} aim  the ratio it should have
 */

/** @type {{ [kind: string]: Kind }} */
export const KINDS = {
  sign: {
    aims: { RS256: 1.05, ES256: 2, EdDSA: 3, HS256: 3, PS256: 1.05, ES384: 6 },
    check: checkSign,
  },
  verify: {
    aims: { RS256: 1.6, ES256: 1.8, EdDSA: 1.3, HS256: 2.5, PS256: 1.6, ES384: 2.5 },
    check: checkVerify,
  },
  decode: { aims: { RS256: 1.3 }, check: checkDecode },
  'verify-cached': { aims: { RS256: 1.5, ES256: 1.5 }, check: checkCached },
  'sign-pem': { aims: { RS256: 2.5, ES256: 10 }, check: checkSign },
  'sign-many': {
    aims: { RS256: 1.9, ES256: 3.5 },
    check: checkSignMany,
    material: withPayloads,
    operations: COUNT,
  },
  'verify-many': {
    aims: { RS256: 2.5, ES256: 3 },
    check: checkVerifyMany,
    material: withTokens,
    operations: COUNT,
  },
  refuse: {
    aims: { RS256: 1.5, ES256: 1.5 },
    check: checkRefuse,
    material: withBadTokens,
    operations: COUNT,
  },
};

/** @type {readonly Row[]} */
export const ROWS = Object.entries(KINDS).flatMap(([kind, { aims }]) =>
  Object.entries(aims).map(([name, aim]) => {
    const algorithm = /** @type {Algorithm} */ (name);
    return { id: `${kind}:${algorithm}`, kind, algorithm, aim };
  }),
);

/**
 * The rows that a list such as `sign:ES256,decode` names; a kind alone stands for all its rows.
 *
 * @param {string | undefined} list  every row where left out
 * @returns {Row[]}
 * @throws {RangeError} for a name that is no row's
 */
export function selectRows(list) {
  if (list === undefined) {
    return [...ROWS];
  }
  const selected = list.split(',').flatMap((name) => {
    const named = ROWS.filter(({ id, kind }) => id === name || kind === name);
    if (named.length === 0) {
      throw new RangeError(`no row "${name}"; there are ${ROWS.map(({ id }) => id).join(', ')}`);
    }
    return named;
  });
  return [...new Set(selected)];
}

/**
 * @param {Subject} subject
 * @param {Row} row
 * @returns {boolean}
 */
export function hasRow({ tasks, algorithms }, { kind, algorithm }) {
  return kind in tasks && algorithms.includes(algorithm);
}
