/** Many at once: a list in slices, each one call to the binding, which spreads it over the cores. */

import { JotError } from './error.js';
import { argumentInvalid, checkNames } from './options.js';

/** How a long list is to be worked through. */
export interface BatchOptions {
  /** Stops before the next slice; the promise is then rejected with the signal's reason. */
  signal?: { readonly aborted: boolean; readonly reason: unknown };
  /** Told after every slice how many of how many are done. */
  onProgress?: (done: number, total: number) => void;
}

const NAMES = ['signal', 'onProgress'];
/** So few that reading the results of one holds nobody up. */
const SLICE = 64;
/** While one slice is worked on, the results of another are read, and a third is there already. */
const IN_FLIGHT = 3;

/**
 * Runs `work` over slices of the list and returns the results in the list's order. If slices fail,
 * none is begun after them, and the failure that comes first in the list is the one thrown.
 */
export async function inSlices<In, Out>(
  list: readonly In[],
  options: BatchOptions,
  work: (slice: readonly In[], start: number) => Promise<readonly Out[]>,
): Promise<Out[]> {
  checkArguments(list, options);
  const all: Out[] = [];
  const failures: { start: number; error: unknown }[] = [];
  let begun = 0;
  let done = 0;

  const worker = async () => {
    while (failures.length === 0 && begun < list.length) {
      const start = begun;
      begun = Math.min(start + SLICE, list.length);
      try {
        if (options.signal?.aborted) throw options.signal.reason;
        // A place in the list that nothing was put in is one too.
        const results = await work([...list.slice(start, begun)], start);
        results.forEach((result, index) => {
          all[start + index] = result;
        });
        done += results.length;
        options.onProgress?.(done, list.length);
      } catch (error) {
        failures.push({ start, error });
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));

  const [first] = failures.sort((a, b) => a.start - b.start);
  if (first !== undefined) throw first.error;
  return all;
}

function checkArguments(list: unknown, options: object): void {
  if (!Array.isArray(list)) throw new JotError(argumentInvalid('list', list, 'an array'));
  if (typeof options !== 'object' || options === null) {
    throw new JotError(argumentInvalid('options', options, 'an object'));
  }
  checkNames(options, NAMES);
}
