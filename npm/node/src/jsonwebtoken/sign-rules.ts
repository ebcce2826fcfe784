/** What `sign` takes as options and claims. */
import { KNOWN } from './algorithms.js';

interface Rule {
  is(value: unknown): unknown;
  words: string;
}

const span = (value: unknown) => Number.isInteger(value) || (isText(value) && value);

const OPTIONS: Readonly<Record<string, Rule>> = {
  expiresIn: {
    is: span,
    words: '"expiresIn" should be a number of seconds or string representing a timespan',
  },
  notBefore: {
    is: span,
    words: '"notBefore" should be a number of seconds or string representing a timespan',
  },
  audience: {
    is: (value) => isText(value) || Array.isArray(value),
    words: '"audience" must be a string or array',
  },
  algorithm: {
    is: (value) => KNOWN.includes(value as string),
    words: '"algorithm" must be a valid string enum value',
  },
  header: { is: isPlainObject, words: '"header" must be an object' },
  encoding: text('encoding'),
  issuer: text('issuer'),
  subject: text('subject'),
  jwtid: text('jwtid'),
  noTimestamp: flag('noTimestamp'),
  keyid: text('keyid'),
  mutatePayload: flag('mutatePayload'),
  allowInsecureKeySizes: flag('allowInsecureKeySizes'),
  allowInvalidAsymmetricKeyTypes: flag('allowInvalidAsymmetricKeyTypes'),
};

const CLAIMS: Readonly<Record<string, Rule>> = {
  iat: seconds('iat'),
  exp: seconds('exp'),
  nbf: seconds('nbf'),
};

/** Options that make claims, and so need an object to make them in. */
const FOR_OBJECTS = [
  'expiresIn',
  'notBefore',
  'noTimestamp',
  'audience',
  'issuer',
  'subject',
  'jwtid',
] as const;

/** Throws for an option that is unknown or of another type. */
export function requireOptions(options: object): void {
  requirePlain(options, 'options');
  for (const name of Object.keys(options)) {
    const rule = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
    if (rule === undefined) throw new Error(`"${name}" is not allowed in "options"`);
    obey(rule, options, name);
  }
}

/** Throws for dates that are no numbers. */
export function requireClaims(payload: object | null): asserts payload is object {
  requirePlain(payload, 'payload');
  for (const name of Object.keys(payload)) {
    if (Object.hasOwn(CLAIMS, name)) obey(CLAIMS[name] as Rule, payload, name);
  }
}

/** Throws for options that nothing can be done with where the payload is text or bytes. */
export function requireNoClaims(options: object, payload: unknown): void {
  const given = FOR_OBJECTS.filter(
    (name) => (options as Record<string, unknown>)[name] !== undefined,
  );
  if (given.length > 0) {
    throw new Error(`invalid ${given.join(',')} option for ${typeof payload} payload`);
  }
}

function obey(rule: Rule, object: object, name: string): void {
  if (!rule.is((object as Record<string, unknown>)[name])) throw new Error(rule.words);
}

function requirePlain(value: unknown, name: string): asserts value is object {
  if (!isPlainObject(value)) throw new Error(`Expected "${name}" to be a plain object.`);
}

function text(name: string): Rule {
  return { is: isText, words: `"${name}" must be a string` };
}

function flag(name: string): Rule {
  return { is: isOf('boolean', 'Boolean'), words: `"${name}" must be a boolean` };
}

function seconds(name: string): Rule {
  return { is: isOf('number', 'Number'), words: `"${name}" should be a number of seconds` };
}

function isText(value: unknown): boolean {
  return isOf('string', 'String')(value);
}

/** A primitive, or the object that wraps one. */
function isOf(type: string, tag: string): (value: unknown) => boolean {
  return (value) =>
    typeof value === type || (typeof value === 'object' && value !== null && tagOf(value) === tag);
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Of `Object` itself, also of another realm's, as test runners have them. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || tagOf(value) !== 'Object') return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  const maker = Object.hasOwn(prototype, 'constructor') && prototype.constructor;
  return typeof maker === 'function' && maker instanceof maker && sourceOf(maker) === SOURCE;
}

const sourceOf = (maker: object): string => Function.prototype.toString.call(maker);
const SOURCE = sourceOf(Object);
