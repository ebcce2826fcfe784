/** What the core says about the token with the key at hand. */
import { type Algorithm, JotError, type Key, type Verified, verify } from '@jotmint/web';
import { computed } from '@preact/signals';
import { now } from './clock.js';
import { leading, token, tokenProblem } from './documents.js';
import { verificationKey } from './keys.js';

export type Verdict =
  | {
      readonly state: 'good';
      readonly algorithm: Algorithm;
      readonly key: Key;
      readonly exp?: number;
    }
  | { readonly state: 'bad'; readonly error: JotError }
  | { readonly state: 'empty' | 'unsigned' | 'keyless' };

export const verdict = computed<Verdict>(() => {
  const text = token.value;
  if (text === '') return { state: 'empty' };
  if (tokenProblem.value !== undefined) return { state: 'bad', error: tokenProblem.value };
  const key = verificationKey.value;
  const signed = !text.endsWith('.');
  if (!signed && (key === undefined || leading.value === 'claims')) return { state: 'unsigned' };
  if (key === undefined) return { state: 'keyless' };
  const found = checked(() => verify(text, key, { now: now.value }));
  const forged = found.state === 'bad' && found.error.code === 'ERR_SIGNATURE_INVALID';
  return forged && !signed ? { state: 'unsigned' } : found;
});

/** What sort of verdict it is, whatever time has passed. */
export const verdictKind = computed(() => {
  const current = verdict.value;
  return current.state === 'bad' ? current.error.code : current.state;
});

function checked(check: () => Verified): Verdict {
  try {
    const { header, payload, key } = check();
    const exp = payload.exp === undefined ? {} : { exp: payload.exp };
    return { state: 'good', algorithm: header.alg, key, ...exp };
  } catch (error) {
    if (error instanceof JotError) return { state: 'bad', error };
    throw error;
  }
}
