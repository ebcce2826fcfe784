/** A refusal of the core in the words of this page, where its hint speaks to programmers. */
import type { Finding, JotError } from '@jotmint/web';

const HINTS: Partial<Record<Finding['code'], string>> = {
  ERR_KEY_ENCRYPTED: 'Type its passphrase.',
  ERR_KEY_PASSPHRASE: 'Try again.',
  ERR_KEY_FORMAT: 'If it is the secret of an HS algorithm, say so below.',
  ERR_KEY_TOO_SMALL: 'Make a new one, or take it as it is and accept the risk.',
  ERR_KEY_MISSING: '',
  ERR_KEY_KIND: 'Tokens are signed with a private key or a secret.',
  ERR_CLAIM_INVALID: '',
  ERR_CLAIM_MISSING: '',
  ERR_CLAIM_MILLISECONDS: '',
  ERR_JWT_EXPIRED: '',
  ERR_JWT_NOT_ACTIVE: '',
  ERR_TOKEN_TOO_LONG: 'No service takes tokens of this size.',
  NOTE_NO_AUDIENCE: '',
  NOTE_NO_EXPIRY: '',
  NOTE_NO_ISSUED_AT: '',
};

export function reasonOf(error: JotError): string {
  const hint = HINTS[error.code];
  if (hint === undefined || error.hint === undefined) return error.message;
  return error.message.replace(error.hint, hint).trim();
}

/** A finding with what to do about it. */
export function wordsOf({ code, message, hint }: Finding): string {
  const own = HINTS[code] ?? hint ?? '';
  return own === '' ? message : `${message} ${own}`;
}
