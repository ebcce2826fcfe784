/**
 * Options on their way to the core. The core knows their names and meaning; the façade keeps the
 * clock, which the core does not have, and refuses what JSON would lose: an environment variable
 * that is not set must never drop a `kid` in silence.
 */
import type { Failure } from './binding.js';
import { failure, JotError, refusal } from './error.js';

/** Options that set the clock. */
export interface ClockOptions {
  /** The time to go by, as a `Date` or in seconds since 1970. Default: the time of the call. */
  now?: Date | number;
}

/** Options as the core reads them. */
export interface ReadOptions {
  /** JSON text of everything but the clock. */
  text: string;
  /** Seconds since 1970, or `undefined` for the time of the call. */
  now: number | undefined;
}

const NONE: ReadOptions = { text: '{}', now: undefined };

export function readOptions(options: object | undefined): ReadOptions {
  if (options === undefined) return NONE;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new JotError(argumentInvalid('options', options, 'an object'));
  }
  if (!('now' in options)) return { text: jsonText(options), now: undefined };
  const { now, ...rest } = options;
  return { text: jsonText(rest), now: seconds(now) };
}

/** Now, in the seconds the core counts. */
export function clock(): number {
  return Date.now() / 1000;
}

/** A string argument, checked here because a binding takes nothing else. */
export function textArgument(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new JotError(argumentInvalid(name, value, 'a string'));
}

/** What a value is, in words for a message; never the value itself, which may be a secret. */
export function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'object': {
      const name = Object.prototype.toString.call(value).slice(8, -1);
      return name === 'Object' ? 'an object' : `a ${name}`;
    }
    case 'number':
      return Number.isFinite(value) ? 'a number' : String(value);
    default:
      return `a ${typeof value}`;
  }
}

/** Deeper than the core reads; what goes on and on is a circle. */
const TOO_DEEP = 100;

/** The failure for what `JSON.stringify` would drop, turn into null or not get through. */
export function unsayable(value: unknown, path: string, depth = 0): Failure | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined;
    case 'number':
      if (Number.isFinite(value)) return undefined;
      break;
    case 'object':
      if (value === null) return undefined;
      if (depth < TOO_DEEP) return unsayableMember(value, `${path}.`, depth + 1);
      return optionInvalid(
        path.slice(0, path.indexOf('.')),
        'a circle, or nested too deeply',
        'a value that JSON can hold',
      );
  }
  return optionInvalid(path, nameOf(value), 'a value that JSON can hold, or be left out');
}

/** The same for the members of an object. */
export function unsayableMember(object: object, path = '', depth = 0): Failure | undefined {
  for (const [name, value] of Object.entries(object)) {
    const found = unsayable(value, path + name, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** In the core's words for the same mistake. */
export function optionInvalid(name: string, found: string, expected: string): Failure {
  return failure(
    'ERR_OPTION_INVALID',
    `Option \`${name}\` is ${found}; it must be ${expected}.`,
    'If it comes from an environment variable, check that it is set.',
    { reason: name },
  );
}

/** A mistake in what was passed beside the options. */
export function argumentInvalid(name: string, found: unknown, expected: string): Failure {
  return failure(
    'ERR_OPTION_INVALID',
    `The argument \`${name}\` is ${nameOf(found)}; it must be ${expected}.`,
    'Look at how the function is called.',
    { reason: name },
  );
}

/** Refuses options of the façade's own that do not exist. */
export function checkNames(options: object, names: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw refusal(
    'ERR_OPTION_UNKNOWN',
    `There is no option \`${unknown}\`; there are ${names.join(' and ')}.`,
    'Rename it or leave it out.',
    { reason: unknown },
  );
}

function jsonText(options: object): string {
  const found = unsayableMember(options);
  if (found !== undefined) throw new JotError(found);
  return JSON.stringify(options);
}

function seconds(now: unknown): number {
  const value = now instanceof Date ? now.getTime() / 1000 : now;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const found = now instanceof Date ? 'an invalid Date' : nameOf(now);
  throw new JotError(optionInvalid('now', found, 'a Date or a number of seconds'));
}
