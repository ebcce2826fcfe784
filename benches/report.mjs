// What is said about the samples: the ratio to the best peer, the table, the JSON.

import { median, quantile } from './measure.mjs';

/** @import { Environment } from './environment.mjs' */
/** @import { Row, Subject } from './rows.mjs' */

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {Subject['role']} role
 * @property {number} opsPerSecond  the median of its rounds
 * @property {number[]} samples  operations a second, round by round
 */

/**
 * @typedef {object} Summary
 * @property {string} id
 * @property {Result[]} results
 * @property {string | null} bestPeer
 * @property {number | null} ratio  ours over the best peer's in the same round, the median of all
 *   rounds; null where one of them is missing
 * @property {[number, number] | null} ratioQuartiles  of the same: how far to trust it
 * @property {number} aim  the ratio it should have
 * @property {number | null} most  the bare engine's over the best peer's in the same round, the
 *   median of all rounds: the ratio it would have, did nothing else take time; null where one of them
 *   is missing
 * @property {number | null} share  ours over the bare engine's in the same round, the median of all
 *   rounds; null where one of them is missing
 */

const RATE_WIDTH = 8;
const RATIO_WIDTH = 7;
const AIM_WIDTH = 7;
const MOST_WIDTH = 7;
const QUARTILES_WIDTH = 12;
const SHARE_WIDTH = 7;
const GAP = 2;

const rate = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/**
 * @param {Row} row
 * @param {readonly Subject[]} subjects
 * @param {ReadonlyMap<string, number[]>} samples  by subject
 * @returns {Summary}
 */
export function summarise({ id, aim }, subjects, samples) {
  const results = subjects.flatMap(({ name, role }) => {
    const own = samples.get(name);
    return own ? [{ name, role, opsPerSecond: median(own), samples: own }] : [];
  });
  const [best] = results
    .filter(({ role }) => role === 'peer')
    .toSorted((a, b) => b.opsPerSecond - a.opsPerSecond);
  const ours = results.find(({ role }) => role === 'ours');
  const engine = results.find(({ role }) => role === 'engine');
  const ratios = ratiosOf(ours, best);
  const shares = ratiosOf(ours, engine);
  const mosts = ratiosOf(engine, best);
  return {
    id,
    results,
    bestPeer: best?.name ?? null,
    ratio: ratios && median(ratios),
    ratioQuartiles: ratios && [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    aim,
    most: mosts && median(mosts),
    share: shares && median(shares),
  };
}

/**
 * What stands above the table.
 *
 * @param {Environment} environment
 * @param {{ rounds: number, slice: number }} options
 * @returns {string}
 */
export function formatPreamble({ versions, ...machine }, { rounds, slice }) {
  return [
    `Node ${machine.node}, OpenSSL ${machine.openssl}, ${machine.system}, ` +
      `${machine.processor}, ${machine.cores} cores, load ${machine.load.toFixed(1)}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    `Operations a second: the median of ${rounds} rounds of ${slice} ms. * is the best peer.`,
    'The ratio is ours to the best peer in the same round: its median and quartiles.',
    'It should be at least the aim. With the engine, the bare signature, alone it would be the most.',
    'The share is ours to the engine in the same round: its median.',
  ].join('\n');
}

/**
 * A table that can be printed line by line, as the rows come in.
 *
 * @param {readonly Subject[]} subjects
 * @param {readonly Row[]} rows
 * @returns {{ head: string, line: (summary: Summary) => string }}
 */
export function createTable(subjects, rows) {
  const rowWidth = Math.max(...rows.map(({ id }) => id.length)) + GAP;
  const line = (/** @type {string} */ id, /** @type {string[]} */ cells) =>
    [
      id.padEnd(rowWidth),
      ...cells.map((cell, at) => cell.padStart(columnWidth(subjects[at].name))),
    ].join('');

  return {
    head:
      line(
        'row',
        subjects.map(({ name }) => name),
      ) + formatRatio('ratio', 'quartiles', 'aim', 'most', 'share'),

    line({ id, results, bestPeer, ratio, ratioQuartiles, aim, most, share }) {
      const cells = subjects.map(({ name }) => {
        const result = results.find((each) => each.name === name);
        return `${name === bestPeer ? '*' : ''}${result ? rate.format(result.opsPerSecond) : '-'}`;
      });
      const quartiles = ratioQuartiles?.map((value) => value.toFixed(2)).join('-');
      const others = [aim, most, share].map((value) => value?.toFixed(2));
      return line(id, cells) + formatRatio(ratio?.toFixed(2), quartiles, ...others);
    },
  };
}

/**
 * @param {Environment} environment
 * @param {{ rounds: number, slice: number }} options
 * @param {readonly Summary[]} rows
 * @returns {string}
 */
export function formatJson(environment, options, rows) {
  return JSON.stringify({ environment, ...options, rows }, null, 2);
}

/**
 * @param {Result | undefined} ours
 * @param {Result | undefined} other
 * @returns {number[] | null}  round by round; null where one of them is missing
 */
function ratiosOf(ours, other) {
  return ours && other ? ours.samples.map((sample, round) => sample / other.samples[round]) : null;
}

/**
 * @param {string} [ratio]
 * @param {string} [quartiles]
 * @param {string} [aim]
 * @param {string} [most]
 * @param {string} [share]
 * @returns {string}
 */
function formatRatio(ratio = '-', quartiles = '-', aim = '-', most = '-', share = '-') {
  return [
    ratio.padStart(RATIO_WIDTH),
    quartiles.padStart(QUARTILES_WIDTH),
    aim.padStart(AIM_WIDTH),
    most.padStart(MOST_WIDTH),
    share.padStart(SHARE_WIDTH),
  ].join('');
}

/**
 * @param {string} name
 * @returns {number}
 */
function columnWidth(name) {
  return Math.max(RATE_WIDTH, name.length) + GAP;
}
