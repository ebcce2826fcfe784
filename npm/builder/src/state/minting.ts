/** From header, payload and key to the token. */
import { JotError, jws, type Key } from '@jotmint/web';
import { batch, signal } from '@preact/signals';
import { compact } from '../json/layout.js';
import { memberValue } from '../json/members.js';
import { encode } from '../token/base64url.js';
import { claimsProblem, header, leading, payload, token } from './documents.js';
import { signing } from './keys.js';

/** Why the key did not sign what stands there. */
export const signingProblem = signal<JotError | undefined>(undefined);

let turn = 0;

/** Signs what stands in the editors. Only the last of several calls has a say. */
export async function mint(): Promise<void> {
  turn += 1;
  const mine = turn;
  if (claimsProblem.value !== undefined || leading.value !== 'claims') return;
  const key = signing.key.value;
  const made = key === undefined ? unsigned() : await signedOnce(key);
  // In the meantime somebody may have typed on, or given a token.
  if (mine !== turn || leading.value !== 'claims') return;
  batch(() => {
    signingProblem.value = made instanceof JotError ? made : undefined;
    token.value = made instanceof JotError ? unsigned() : made;
  });
}

/** What was signed last: white space alone makes no new token. */
let last: { key: Key; input: string; token: string } | undefined;

async function signedOnce(key: Key): Promise<string | JotError> {
  const input = unsigned();
  if (last?.key === key && last.input === input) return last.token;
  const made = await signed(key);
  if (typeof made === 'string') last = { key, input, token: made };
  return made;
}

async function signed(key: Key): Promise<string | JotError> {
  try {
    const given = JSON.parse(header.value);
    const algorithm = memberValue(header.value, 'alg');
    const options = algorithm === undefined ? {} : { algorithm: given.alg };
    return await jws.signAsync(compact(payload.value), key, { ...options, header: given });
  } catch (error) {
    if (error instanceof JotError) return error;
    throw error;
  }
}

/** What there is without a signature, so that both sides of the page say the same. */
function unsigned(): string {
  return `${encode(compact(header.value))}.${encode(compact(payload.value))}.`;
}
