/** Durations, in the forms that jsonwebtoken takes from the package `ms`. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, 'milliseconds millisecond msecs msec ms'],
      [SECOND, 'seconds second secs sec s'],
      [MINUTE, 'minutes minute mins min m'],
      [HOUR, 'hours hour hrs hr h'],
      [DAY, 'days day d'],
      [7 * DAY, 'weeks week w'],
      [365.25 * DAY, 'years year yrs yr y'],
    ] as const
  ).flatMap(([milliseconds, names]) => names.split(' ').map((name) => [name, milliseconds])),
);

const FORM = /^(-?(?:\d+\.?|\.)?\d+) *([a-z]*)$/i;
const LONGEST = 100;

/**
 * The time a duration after another, in seconds: a number counts seconds, a text without a unit
 * milliseconds.
 *
 * @returns `undefined` for what is no duration
 */
export function timeAfter(start: number, duration: unknown): number | undefined {
  if (typeof duration === 'number') return start + duration;
  const milliseconds = typeof duration === 'string' ? millisecondsOf(duration) : undefined;
  return milliseconds === undefined ? undefined : Math.floor(start + milliseconds / 1000);
}

/** Now, in whole seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

function millisecondsOf(text: string): number | undefined {
  const [, amount, unit] = (text.length <= LONGEST && FORM.exec(text)) || [];
  const milliseconds = unit === '' ? 1 : UNITS.get(`${unit}`.toLowerCase());
  return amount === undefined || milliseconds === undefined
    ? undefined
    : Number.parseFloat(amount) * milliseconds;
}
