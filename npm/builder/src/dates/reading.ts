/** Dates as people read them. A token counts seconds since 1970. */

export interface Reading {
  readonly local: string;
  readonly utc: string;
  readonly relative: string;
}

/** Beyond it, JavaScript has no date. */
const LAST = 8.64e12;

export function reading(seconds: number, now: number): Reading | undefined {
  if (!Number.isFinite(seconds) || Math.abs(seconds) > LAST) return undefined;
  const date = new Date(seconds * 1000);
  return {
    local: LOCAL.format(date),
    utc: `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    relative: relative(seconds - now),
  };
}

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** `in 3 hours`, `2 days ago`. */
export function relative(seconds: number): string {
  for (const [unit, length] of UNITS) {
    // A little before a full unit it is that unit already: an hour from a moment ago is an hour.
    if (Math.abs(seconds) >= length - 5) return RELATIVE.format(Math.round(seconds / length), unit);
  }
  const whole = Math.round(seconds);
  return whole === 0 ? 'now' : RELATIVE.format(whole, 'second');
}

/** For an `<input type="datetime-local">`. */
export function toPicker(seconds: unknown): string {
  if (typeof seconds !== 'number' || reading(seconds, 0) === undefined) return '';
  const shifted = seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60_000;
  if (Math.abs(shifted) > LAST * 1000) return '';
  const text = new Date(shifted).toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 19) : '';
}

export function fromPicker(value: string): number | undefined {
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}
