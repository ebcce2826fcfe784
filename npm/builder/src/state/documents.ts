/** The three texts of the page. Only `editing.ts` and `minting.ts` write them. */

import { decode, JotError } from '@jotmint/web';
import { computed, signal } from '@preact/signals';
import { encode } from '../token/base64url.js';

export type ProviderName = 'jwt' | 'infura' | 'neuron';

export const header = signal('');
export const payload = signal('');
export const token = signal('');

/** Which side was edited last, and so leads. */
export const leading = signal<'claims' | 'token'>('claims');

/** Whose rules are looked at. */
export const provider = signal<ProviderName>('jwt');

/** Header and payload as they stand, in the form of a token, for the core to read. */
export const claimsToken = computed(() => `${encode(header.value)}.${encode(payload.value)}.`);

/** Why they make no token; the token is then an older one. */
export const claimsProblem = computed(() =>
  leading.value === 'token' ? undefined : refusalOf(claimsToken.value),
);

/** Why the token cannot be taken apart. */
export const tokenProblem = computed(() => refusalOf(token.value));

/** The core reads it, and says what is in the way. */
function refusalOf(text: string): JotError | undefined {
  try {
    decode(text);
    return undefined;
  } catch (error) {
    if (error instanceof JotError) return error;
    throw error;
  }
}
