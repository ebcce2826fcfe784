// How time is taken: the contenders of a row take turns in short slices, in a new order each
// round, so that what disturbs the machine disturbs all of them.

import { setImmediate } from 'node:timers/promises';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => unknown} run
 */

/**
 * @typedef {object} Slice
 * @property {number} rate  calls a second
 * @property {unknown} last  the last call's result: kept, so that no call can be optimised away
 */

/** Between two looks at the clock: long enough that looking costs nothing, short for a slice. */
const MILLISECONDS_BETWEEN_LOOKS = 1;

/** At least as many milliseconds go by uncounted before the first round, for the compiler. */
const WARM_UP = 100;

/**
 * Calls a second of each contender, one sample a round.
 *
 * @param {readonly Contender[]} contenders
 * @param {{ rounds: number, slice: number }} options  slice in milliseconds
 * @returns {Promise<Map<string, number[]>>}  by name, in the order of `contenders`
 */
export async function measure(contenders, { rounds, slice }) {
  const lanes = [];
  for (const { name, run } of contenders) {
    const { rate } = await timeSlice(run, 1, Math.max(slice, WARM_UP));
    const batch = Math.max(1, Math.floor((rate / 1000) * MILLISECONDS_BETWEEN_LOOKS));
    lanes.push({ name, run, batch, samples: /** @type {number[]} */ ([]) });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { run, batch, samples } of shuffled(lanes)) {
      samples.push((await timeSlice(run, batch, slice)).rate);
    }
  }
  return new Map(lanes.map(({ name, samples }) => [name, samples]));
}

/**
 * @param {readonly number[]} values  at least one
 * @returns {number}
 */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * @param {readonly number[]} values  at least one
 * @param {number} fraction  from 0 to 1; between two values, the line between them
 * @returns {number}
 */
export function quantile(values, fraction) {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * fraction;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * @param {() => unknown} run
 * @param {number} batch  calls between two looks at the clock
 * @param {number} milliseconds
 * @returns {Promise<Slice>}
 */
async function timeSlice(run, batch, milliseconds) {
  // What the last slice left to do (finalizers, callbacks) is not this one's.
  await setImmediate();
  const first = run();
  if (first instanceof Promise) {
    await first;
    return timeAwaited(run, batch, milliseconds);
  }
  return timeSync(run, batch, milliseconds);
}

/**
 * @param {() => unknown} run
 * @param {number} batch
 * @param {number} milliseconds
 * @returns {Slice}
 */
function timeSync(run, batch, milliseconds) {
  let last;
  let calls = 0;
  let elapsed = 0;
  const start = performance.now();
  do {
    for (let call = 0; call < batch; call += 1) {
      last = run();
    }
    calls += batch;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return { rate: (calls / elapsed) * 1000, last };
}

/**
 * @param {() => unknown} run
 * @param {number} batch
 * @param {number} milliseconds
 * @returns {Promise<Slice>}
 */
async function timeAwaited(run, batch, milliseconds) {
  let last;
  let calls = 0;
  let elapsed = 0;
  const start = performance.now();
  do {
    for (let call = 0; call < batch; call += 1) {
      last = await run();
    }
    calls += batch;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return { rate: (calls / elapsed) * 1000, last };
}

/**
 * @template T
 * @param {readonly T[]} values
 * @returns {T[]}
 */
function shuffled(values) {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
