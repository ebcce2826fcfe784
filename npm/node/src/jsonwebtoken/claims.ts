/** What `verify` asks of a token's claims, in jsonwebtoken's order. */
import { now, timeAfter } from './durations.js';
import { JsonWebTokenError, NotBeforeError, TokenExpiredError } from './errors.js';
import type { JwtPayload, VerifyOptions } from './types.js';

export function requireClaims(payload: JwtPayload, options: VerifyOptions, clock: number): void {
  requireDates(payload, options, clock);
  if (options.audience) requireAudience(payload, options.audience);
  if (options.issuer && !isIssuer(payload.iss, options.issuer)) mismatch('issuer', options.issuer);
  if (options.subject && payload.sub !== options.subject) mismatch('subject', options.subject);
  if (options.jwtid && payload.jti !== options.jwtid) mismatch('jwtid', options.jwtid);
  if (options.nonce && payload.nonce !== options.nonce) mismatch('nonce', options.nonce);
  if (options.maxAge) requireAge(payload, options, clock);
}

function requireDates(payload: JwtPayload, options: VerifyOptions, clock: number): void {
  const { nbf, exp } = payload;
  const tolerance = options.clockTolerance || 0;
  if (nbf !== undefined && !options.ignoreNotBefore) {
    if (!isTime(nbf)) throw new JsonWebTokenError('invalid nbf value');
    if (nbf > clock + tolerance) throw new NotBeforeError('jwt not active', date(nbf));
  }
  if (exp !== undefined && !options.ignoreExpiration) {
    if (!isTime(exp)) throw new JsonWebTokenError('invalid exp value');
    if (clock >= exp + tolerance) throw new TokenExpiredError('jwt expired', date(exp));
  }
}

function requireAudience(
  { aud }: JwtPayload,
  expected: NonNullable<VerifyOptions['audience']>,
): void {
  const wanted = Array.isArray(expected) ? expected : [expected];
  const found: unknown[] = Array.isArray(aud) ? aud : [aud];
  const fits = found.some((one) =>
    wanted.some((want) => (want instanceof RegExp ? want.test(one as string) : want === one)),
  );
  if (!fits) mismatch('audience', wanted.join(' or '));
}

function isIssuer(iss: unknown, expected: unknown): boolean {
  return Array.isArray(expected) ? expected.includes(iss) : iss === expected;
}

function requireAge({ iat }: JwtPayload, options: VerifyOptions, clock: number): void {
  if (!isTime(iat)) throw new JsonWebTokenError('iat required when maxAge is specified');
  const end = timeAfter(iat || now(), options.maxAge);
  if (end === undefined) {
    throw new JsonWebTokenError(
      '"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
    );
  }
  if (clock >= end + (options.clockTolerance || 0)) {
    throw new TokenExpiredError('maxAge exceeded', date(end));
  }
}

/** A date that JSON makes infinite would never come. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function date(seconds: number): Date {
  return new Date(seconds * 1000);
}

function mismatch(what: string, expected: unknown): never {
  throw new JsonWebTokenError(`jwt ${what} invalid. expected: ${expected}`);
}
