/** The verdict in words: a title that can be read at a glance, and the reason. */
import type { ErrorCode, JotError, Key } from '@jotmint/web';
import { relative } from '../dates/reading.js';
import type { Verdict } from '../state/verdict.js';
import { reasonOf } from './refusal.js';

export interface Told {
  readonly tone: 'good' | 'bad' | 'none';
  readonly title: string;
  readonly reason: string;
}

interface Circumstances {
  readonly now: number;
  /** Checked with the signing key's other half. */
  readonly own: boolean;
  readonly outdated: boolean;
  readonly signingProblem: JotError | undefined;
}

export function told(verdict: Verdict, about: Circumstances): Told {
  if (about.outdated) {
    return {
      tone: 'none',
      title: 'Not up to date',
      reason:
        'The token is the last one that could be made; header or payload are no JSON object now.',
    };
  }
  switch (verdict.state) {
    case 'good':
      return {
        tone: 'good',
        title: 'Signature verified',
        reason: `${verdict.algorithm}, ${nameOf(verdict.key)}. ${expiry(verdict.exp, about.now)}`,
      };
    case 'bad':
      return { tone: 'bad', title: titleOf(verdict.error.code), reason: why(verdict.error, about) };
    case 'unsigned':
      return { tone: 'none', title: 'Not signed', reason: unsigned(about.signingProblem) };
    case 'keyless':
      return {
        tone: 'none',
        title: 'Not checked',
        reason: 'Give the public key, the secret or the JWKS to check the signature with.',
      };
    case 'empty':
      return { tone: 'none', title: 'No token', reason: 'Paste one, or start a new one.' };
  }
}

export function nameOf({ type, curve, bits, kind }: Key): string {
  if (kind === 'secret') return `a secret of ${bits} bits`;
  return type === 'RSA' ? `RSA key of ${bits} bits` : `key on ${curve ?? type}`;
}

const TITLES: Partial<Record<ErrorCode, string>> = {
  ERR_SIGNATURE_INVALID: 'Signature does not fit',
  ERR_JWT_EXPIRED: 'Expired',
  ERR_JWT_NOT_ACTIVE: 'Not valid yet',
  ERR_ALG_NONE: 'Refused: alg is none',
  ERR_ALG_MISMATCH: 'Wrong key for this token',
  ERR_KEY_NOT_FOUND: 'No key of the set fits',
};

function titleOf(code: ErrorCode): string {
  const title = TITLES[code];
  if (title !== undefined) return title;
  if (code.startsWith('ERR_TOKEN')) return 'Broken token';
  return code.startsWith('ERR_CLAIM') ? 'A claim is wrong' : 'Refused';
}

function why(error: JotError, { own }: Circumstances): string {
  const reason = reasonOf(error);
  if (error.code === 'ERR_JWT_EXPIRED' || error.code === 'ERR_JWT_NOT_ACTIVE') {
    return `The signature fits. ${reason}`;
  }
  const foreign = error.code === 'ERR_SIGNATURE_INVALID' || error.code === 'ERR_ALG_MISMATCH';
  return own && foreign ? `${reason} It was checked with your signing key.` : reason;
}

function unsigned(problem: JotError | undefined): string {
  return problem === undefined ? 'Give or make a key that signs it.' : reasonOf(problem);
}

function expiry(exp: number | undefined, now: number): string {
  return exp === undefined ? 'It never expires.' : `It expires ${relative(exp - now)}.`;
}
