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
 * @property {readonly Algorithm[]} algorithms  one row for each
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
 */

/** @type {readonly Algorithm[]} */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'];

/** Those that most tokens have. @type {readonly Algorithm[]} */
const USUAL = ['RS256', 'ES256'];

/** @type {{ [kind: string]: Kind }} */
export const KINDS = {
  sign: { algorithms: ALGORITHMS, check: checkSign },
  verify: { algorithms: ALGORITHMS, check: checkVerify },
  decode: { algorithms: ['RS256'], check: checkDecode },
  'verify-cached': { algorithms: USUAL, check: checkCached },
  'sign-pem': { algorithms: USUAL, check: checkSign },
  'sign-many': {
    algorithms: USUAL,
    check: checkSignMany,
    material: withPayloads,
    operations: COUNT,
  },
  'verify-many': {
    algorithms: USUAL,
    check: checkVerifyMany,
    material: withTokens,
    operations: COUNT,
  },
  refuse: { algorithms: USUAL, check: checkRefuse, material: withBadTokens, operations: COUNT },
};

/** @type {readonly Row[]} */
export const ROWS = Object.entries(KINDS).flatMap(([kind, { algorithms }]) =>
  algorithms.map((algorithm) => ({ id: `${kind}:${algorithm}`, kind, algorithm })),
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
