// How time is taken: the contenders of a row take turns in short slices, in a new order each
// round, so that what disturbs the machine disturbs all of them.

import { setImmediate } from 'node:timers/promises';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => unknown} [run]  left out where `slice` is there
 * @property {number} [operations]  how many one call of `run` makes, default 1
 * @property {(milliseconds: number) => Promise<number>} [slice]  of one that measures itself, in
 *   another process: operations a second, over so long
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
 * Operations a second of each contender, one sample a round.
 *
 * @param {readonly Contender[]} contenders
 * @param {{ rounds: number, slice: number }} options  slice in milliseconds
 * @returns {Promise<Map<string, number[]>>}  by name, in the order of `contenders`
 */
export async function measure(contenders, { rounds, slice }) {
  const lanes = [];
  for (const contender of contenders) {
    const sample = await warmedUp(contender, Math.max(slice, WARM_UP));
    lanes.push({ name: contender.name, sample, samples: /** @type {number[]} */ ([]) });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { sample, samples } of shuffled(lanes)) {
      // What the last slice left to do (finalizers, callbacks) is not this one's.
      await setImmediate();
      samples.push(await sample(slice));
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
 * In another order each time.
 *
 * @template T
 * @param {readonly T[]} values
 * @returns {T[]}
 */
export function shuffled(values) {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/**
 * @param {Contender} contender
 * @param {number} milliseconds  of the warm-up
 * @returns {Promise<(milliseconds: number) => Promise<number>>}  takes one sample
 */
async function warmedUp({ name, run, operations = 1, slice }, milliseconds) {
  if (slice) {
    await slice(milliseconds);
    return slice;
  }
  if (!run) {
    throw new TypeError(`${name} has nothing to run`);
  }
  const first = run();
  const time = first instanceof Promise ? timeAwaited : timeSync;
  await first;
  const { rate } = await time(run, 1, milliseconds);
  const batch = Math.max(1, Math.floor((rate / 1000) * MILLISECONDS_BETWEEN_LOOKS));
  return async (slice) => (await time(run, batch, slice)).rate * operations;
}

/**
 * @param {() => unknown} run
 * @param {number} batch  calls between two looks at the clock
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
