import type { Failure } from './binding.js';
import type { ErrorCode } from './generated.js';

/**
 * Why a call was refused. Every failure of this package is one of these.
 *
 * `code` is stable and made for programs; `message` is made for people and may get better.
 * The page docs/errors.md explains every code: how it comes about and how to mend it.
 *
 * @example
 * try {
 *   verify(token, publicKey, { algorithms: ['ES256'] });
 * } catch (error) {
 *   if (error instanceof JotError && error.code === 'ERR_JWT_EXPIRED') return renew();
 *   throw error;
 * }
 */
export class JotError extends Error {
  /** What happened, for programs: `ERR_JWT_EXPIRED`. */
  declare readonly code: ErrorCode;
  /** The claim or header member it is about. */
  declare readonly claim?: string;
  /** Which part of the input it is about: an option's name, or `header`, `payload`, `signature`. */
  declare readonly reason?: string;
  /** What to do about it; the last sentence of `message`. */
  declare readonly hint?: string;
  /** Which of the payloads given to `signMany` it is about. */
  declare readonly index?: number;

  constructor(failure: Failure, index?: number) {
    super(failure.message, 'cause' in failure ? { cause: failure.cause } : undefined);
    this.code = failure.code;
    if (failure.claim !== undefined) this.claim = failure.claim;
    if (failure.reason !== undefined) this.reason = failure.reason;
    if (failure.hint !== undefined) this.hint = failure.hint;
    if (index !== undefined) this.index = index;
  }
}

// As for the language's own errors: not a member of each, so that it is not printed twice.
Object.defineProperty(JotError.prototype, 'name', {
  value: 'JotError',
  configurable: true,
  writable: true,
});

/** A failure of the façade's own, in the form of the core's: what is wrong, then what to do. */
export function failure(
  code: ErrorCode,
  problem: string,
  hint: string,
  more: { reason?: string; cause?: unknown } = {},
): Failure {
  return { failure: true, code, message: `${problem} ${hint}`, hint, ...more };
}

export function refusal(...parts: Parameters<typeof failure>): JotError {
  return new JotError(failure(...parts));
}

/** The value of an outcome, or its failure thrown. */
export function unwrap<T>(outcome: T | Failure): T {
  if (isFailure(outcome)) throw new JotError(outcome);
  return outcome;
}

export function isFailure(outcome: unknown): outcome is Failure {
  return typeof outcome === 'object' && outcome !== null && 'failure' in outcome;
}
