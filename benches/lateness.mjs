// How late timers come while something else goes on.

/** Milliseconds of the timer. */
const DELAY = 1;

/**
 * @template T
 * @typedef {object} Lateness
 * @property {number[]} timers  of each timer that came, in milliseconds
 * @property {number[]} moments  the same, and of all that would have fallen due while one was held
 *   up: of a loop that stands still for 100 ms a hundred know, though only one was set
 * @property {T} result  of the work
 */

/**
 * Sets a timer of 1 ms, and the next one when it has come, as long as the work lasts. Timers go by a
 * clock of whole milliseconds, so up to one of lateness is their own.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<Lateness<T>>}
 */
export async function lateness(work) {
  const timers = /** @type {number[]} */ ([]);
  const moments = /** @type {number[]} */ ([]);
  let due = 0;
  const set = () => {
    due = performance.now() + DELAY;
    return setTimeout(() => {
      count();
      timer = set();
    }, DELAY);
  };
  const count = () => {
    const late = Math.max(0, performance.now() - due);
    timers.push(late);
    for (let each = late; each >= 0; each -= DELAY) {
      moments.push(each);
    }
  };

  let timer = set();
  try {
    const result = await work();
    // The last one may be held up while the work ends.
    if (performance.now() > due) count();
    return { timers, moments, result };
  } finally {
    clearTimeout(timer);
  }
}
