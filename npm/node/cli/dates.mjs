/** Dates of a token in words. */

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** The last second that a `Date` can say. */
const LAST = 8.64e12;

/**
 * Local time, UTC and the distance from now; `undefined` where it is no date.
 *
 * @param {unknown} seconds since 1970
 * @param {number} [now] seconds since 1970
 */
export function dateInWords(seconds, now = Date.now() / 1000) {
  if (typeof seconds !== 'number' || Math.abs(seconds) > LAST) return undefined;
  const date = new Date(seconds * 1000);
  const local = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(date);
  return `${local} (${utc(date)}), ${distance(seconds - now)}`;
}

/** @param {Date} date */
export function utc(date) {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function distance(seconds) {
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= 0.99 * length) ?? [
    'second',
    1,
  ];
  return relative.format(Math.round(seconds / length), unit);
}
