/**
 * Every difference, by the names that docs/jsonwebtoken.md gives them: a call that comes out
 * differently must be one of these, and each must occur. `mended-key` is not here: what jotmint
 * mends is in keys.mjs.
 *
 * @typedef {object} Pair what the two did with one call
 * @property {'sign' | 'verify' | 'decode'} name
 * @property {{ args: unknown[], keyName?: string, header?: string | Uint8Array }} call
 * @property {object} theirs its outcome with jsonwebtoken
 * @property {object} ours its outcome with the drop-in
 * @property {object} was what it came to there
 * @property {object} is what it comes to here
 */
import { isDeepStrictEqual } from 'node:util';

const ENGINE =
  /^Cannot read properties of|is not a function$|^Unexpected data type|^Do not know how|circular structure/;

/** @type {{ name: string, holds: (pair: Pair) => boolean }[]} */
export const differences = [
  {
    name: 'crash',
    holds: ({ was }) => was.error?.class === 'TypeError' && ENGINE.test(was.error.message),
  },
  {
    name: 'callback-twice',
    holds: ({ theirs, ours }) =>
      theirs.calls.length > 1 &&
      isDeepStrictEqual(theirs.calls[0].error?.message, ours.calls[0].error?.message),
  },
  {
    name: 'callback-never',
    holds: ({ call, theirs, ours }) =>
      call.form !== 'sync' &&
      theirs.calls.length === 0 &&
      theirs.error === undefined &&
      ours.calls.length === 1,
  },
  {
    name: 'pem-as-secret',
    holds: ({ was, is }) =>
      is.error?.reason === 'ERR_KEY_NOT_A_SECRET' && symmetric(is) && !symmetric(was),
  },
  {
    name: 'broken-pem-as-secret',
    holds: ({ call, was, is }) =>
      ['truncated', 'request', 'openssh', 'locked, no passphrase', 'only a mark'].includes(
        call.keyName,
      ) &&
      is.error?.reason?.startsWith('ERR_KEY_') &&
      symmetric(is) &&
      !symmetric(was),
  },
  {
    name: 'empty-secret',
    holds: ({ is }) => is.error?.reason === 'ERR_KEY_MISSING' && symmetric(is),
  },
  {
    name: 'header-text',
    holds: ({ name, call, was, is }) =>
      hasOther(headerOf(name, call)) &&
      (is.error === undefined || is.error.reason === 'ERR_TOKEN_UTF8') &&
      (was.error === undefined || is.error !== undefined),
  },
  {
    name: 'header-parameter',
    holds: ({ name, is }) => name === 'sign' && is.error?.reason === 'ERR_HEADER_INVALID',
  },
  {
    name: 'engine-words',
    holds: ({ was, is }) =>
      was.error?.members.some(([name, value]) => name === 'code' && /^ERR_OSSL_/.test(value)) &&
      is.error !== undefined,
  },
  {
    name: 'misfit',
    holds: ({ call, is }) =>
      call.args[2]?.allowInvalidAsymmetricKeyTypes &&
      (/^ERR_KEY_(CURVE|TYPE|UNSUPPORTED|USE)$/.test(is.error?.reason) ||
        /its RSA-PSS param/.test(is.error?.message)),
  },
  {
    name: 'rsa-size',
    holds: ({ call, is }) => call.keyName === 'rsa 512' && is.error?.reason?.startsWith('ERR_KEY_'),
  },
  { name: 'crit', holds: ({ is }) => refused(is, 'ERR_CRIT_UNKNOWN', 'ERR_CRIT_INVALID') },
  {
    name: 'strict-header',
    holds: ({ is }) =>
      refused(is, 'ERR_TOKEN_HEADER', 'ERR_TOKEN_DUPLICATE_NAME', 'ERR_TOKEN_NESTING'),
  },
  {
    name: 'strict-base64',
    holds: ({ is }) => refused(is, 'ERR_TOKEN_CHARACTER', 'ERR_TOKEN_NON_CANONICAL'),
  },
  {
    name: 'strict-signature',
    holds: ({ name, call, was, is }) =>
      name === 'verify' &&
      is.error?.message === 'invalid signature' &&
      was.error?.message !== 'invalid signature' &&
      !isCanonical(call.args[0].split('.')[2]),
  },
  { name: 'token-length', holds: ({ is }) => refused(is, 'ERR_TOKEN_TOO_LONG') },
  {
    name: 'infinite-date',
    holds: ({ name, call, is }) =>
      name === 'verify' &&
      /1e400/.test(part(call.args[0], 1)) &&
      /^invalid (exp|nbf) value$|^iat required/.test(is.error?.message),
  },
  {
    name: 'issuer-type',
    holds: ({ call, is }) =>
      is.error?.message?.startsWith('jwt issuer invalid') &&
      typeof call.args[2].issuer !== 'string' &&
      !Array.isArray(call.args[2].issuer),
  },
];

function symmetric({ error }) {
  return / must be a symmetric key when using HS/.test(error?.message);
}

function refused({ error }, ...codes) {
  return error?.message === 'invalid token' && codes.includes(error.reason);
}

function isCanonical(part) {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function part(token, index) {
  return Buffer.from(token.split('.')[index], 'base64url').toString();
}

/** What the call says of the header. */
function headerOf(name, { args, header }) {
  if (name !== 'sign') return header;
  return JSON.stringify([args[2]?.keyid, args[2]?.header]);
}

/** Whether there are other characters than those of ASCII. */
function hasOther(text) {
  return Buffer.from(text ?? '').some((octet) => octet > 127);
}
