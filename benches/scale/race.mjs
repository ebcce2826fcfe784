// Ours and jose's, in turn.

import { measure, median } from '../measure.mjs';

/**
 * @typedef {object} Race
 * @property {number} ours  microseconds a call, the median of the rounds
 * @property {number} jose  the same
 * @property {number} ratio  jose's time to ours in the same round, the median
 */

/**
 * All take turns, the small beside the large, so that what disturbs the machine is no knee.
 *
 * @param {readonly { ours: () => unknown, jose: () => unknown }[]} pairs
 * @param {{ rounds: number, slice: number }} timing
 * @returns {Promise<Race[]>}  one a pair, in their order
 */
export async function race(pairs, timing) {
  const contenders = pairs.flatMap(({ ours, jose }, index) => [
    { name: `ours ${index}`, run: ours },
    { name: `jose ${index}`, run: jose },
  ]);
  const samples = await measure(contenders, timing);
  return pairs.map((_, index) => {
    const ours = samples.get(`ours ${index}`) ?? [];
    const jose = samples.get(`jose ${index}`) ?? [];
    return {
      ours: 1e6 / median(ours),
      jose: 1e6 / median(jose),
      ratio: median(ours.map((rate, round) => rate / jose[round])),
    };
  });
}

const rounded = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/**
 * @param {number} value
 * @returns {string}
 */
export function figure(value) {
  return rounded.format(value);
}

/**
 * @param {string} name
 * @param {string[]} cells
 * @returns {string}
 */
export function line(name, ...cells) {
  return name.padEnd(16) + cells.map((cell) => cell.padStart(12)).join('');
}
