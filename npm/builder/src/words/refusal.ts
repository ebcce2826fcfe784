/** A refusal of the core in the words of this page, where its hint speaks to programmers. */
import type { ErrorCode, JotError } from '@jotmint/web';

const HINTS: Partial<Record<ErrorCode, string>> = {
  ERR_KEY_ENCRYPTED: 'Type its passphrase.',
  ERR_KEY_PASSPHRASE: 'Try again.',
  ERR_KEY_FORMAT: 'If it is the secret of an HS algorithm, say so below.',
  ERR_KEY_TOO_SMALL: 'Make a new one, or take it as it is and accept the risk.',
  ERR_KEY_MISSING: '',
  ERR_KEY_KIND: 'Tokens are signed with a private key or a secret.',
  ERR_JWT_EXPIRED: '',
  ERR_JWT_NOT_ACTIVE: '',
  ERR_TOKEN_TOO_LONG: 'No service takes tokens of this size.',
};

export function reasonOf(error: JotError): string {
  const hint = HINTS[error.code];
  if (hint === undefined || error.hint === undefined) return error.message;
  return error.message.replace(error.hint, hint).trim();
}
