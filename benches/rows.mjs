// What is measured: the rows, and the shape in which every library says how it does them.

import { checkDecode, checkSign, checkVerify } from './check.mjs';

/** @import { Algorithm, Material } from './material.mjs' */

/**
 * One library's way of doing one row.
 *
 * @typedef {object} Task
 * @property {() => unknown} run  the call that is timed; where it returns a promise, it is awaited
 * @property {(result: any) => unknown} [read]  takes from the result what the check looks at:
 *   the token (sign), the payload (verify), `{ header, payload }` (decode); left out where the
 *   result is just that; never timed
 */

/**
 * A library, or anything else that gets a column.
 *
 * @typedef {object} Subject
 * @property {string} name  heads its column
 * @property {string} package  its npm package, in whose package.json the version is looked up
 * @property {'ours' | 'peer' | 'engine'} role  the ratio is ours over the best peer
 * @property {readonly Algorithm[]} algorithms  those it has
 * @property {{ [kind: string]: (material: Material) => Task | Promise<Task> }} tasks  one member a
 *   kind of row it has; here it reads keys and builds what may be built once
 */

/**
 * @typedef {object} Kind
 * @property {readonly Algorithm[]} algorithms  one row for each
 * @property {(subject: Subject, task: Task, material: Material, all: readonly Subject[]) =>
 *   Promise<void>} check  rejects when the result is not worth timing
 */

/**
 * @typedef {object} Row
 * @property {string} id  `kind:algorithm`
 * @property {string} kind  a member of KINDS
 * @property {Algorithm} algorithm
 */

/** @type {readonly Algorithm[]} */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'];

/** @type {{ [kind: string]: Kind }} */
export const KINDS = {
  sign: { algorithms: ALGORITHMS, check: checkSign },
  verify: { algorithms: ALGORITHMS, check: checkVerify },
  decode: { algorithms: ['RS256'], check: checkDecode },
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
