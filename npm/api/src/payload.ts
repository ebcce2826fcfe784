/** Claims on their way to the core, as JSON text. */
import type { Failure, Outcome } from './binding.js';
import { failure } from './error.js';
import { nameOf, unsayableMember } from './options.js';

/**
 * The engine's own JSON of the claims. Whether they are an object, and of which form, the core
 * judges; only what never becomes JSON is refused here.
 */
export function payloadText(payload: object): Outcome<string> {
  let text: string | undefined;
  try {
    text = JSON.stringify(payload);
  } catch (cause) {
    return payloadInvalid(
      'an object that JSON cannot hold (a BigInt, a circle, or too deep)',
      cause,
    );
  }
  if (text === undefined) return payloadInvalid(nameOf(payload));
  // What a Map or a promise that nobody awaited holds is lost in JSON, and with it every claim.
  if (text === '{}' && nameOf(payload) !== 'an object') return payloadInvalid(nameOf(payload));
  return text;
}

/**
 * The same for a service's claims, where a list that is not set would not narrow the token it was
 * meant to narrow.
 */
export function claimsText(claims: object): Outcome<string> {
  const found = typeof claims === 'object' && claims !== null ? unsayableMember(claims) : undefined;
  return found ?? payloadText(claims);
}

function payloadInvalid(found: string, cause?: unknown): Failure {
  return failure(
    'ERR_PAYLOAD_INVALID',
    `The payload is ${found}; claims are a plain object that JSON can hold.`,
    "Pass an object such as { sub: 'user-1' }; for other content use `jws.sign`.",
    cause === undefined ? {} : { cause },
  );
}
