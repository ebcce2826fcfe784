/** A link that holds the token and the public key, in the part of an address that is never sent. */
import { importKey, JotError, type JsonWebKey } from '@jotmint/web';
import { token } from './documents.js';
import { editToken } from './editing.js';
import { verificationKey, verifying, verifyWith } from './keys.js';
import { notice } from './notice.js';

/** The page's address with the token and, if there is one, the public key. Never a secret. */
export function link(): string {
  const parts = new URLSearchParams({ token: token.value });
  const key = publicKeyText();
  if (key !== undefined) parts.set('key', key);
  return `${location.href.replace(/#.*$/, '')}#${parts}`;
}

/** What goes into a link: the public key or keys as JWK, or nothing for a secret. */
export function publicKeyText(): string | undefined {
  const key = verificationKey.value;
  if (key === undefined) return undefined;
  if ('keys' in key) return publicSetText(key.keys);
  return key.kind === 'public' ? JSON.stringify(key.toJwk()) : undefined;
}

/** A set that somebody gave may hold secrets as well; they stay here. */
function publicSetText(keys: readonly JsonWebKey[]): string | undefined {
  const kept = keys.filter(isPublic);
  return kept.length === 0 ? undefined : JSON.stringify({ keys: kept });
}

function isPublic(jwk: JsonWebKey): boolean {
  try {
    return importKey(jwk).kind === 'public';
  } catch (error) {
    if (error instanceof JotError) return false;
    throw error;
  }
}

/** Opens what the address holds; false if it holds nothing. */
export function openLink(): boolean {
  const parts = new URLSearchParams(location.hash.slice(1));
  const shared = parts.get('token');
  if (shared === null) return false;
  const key = parts.get('key');
  editToken(shared);
  verifyWith.value = 'given';
  verifying.clear();
  if (key !== null) verifying.read(key);
  const secret = isSecret();
  if (secret) {
    verifying.clear();
    // Whoever made this link should not have; it need not stay in the history as well.
    history.replaceState(null, '', location.pathname + location.search);
  }
  notice.value = secret ? SECRET : key === null ? TOKEN_ALONE : TOKEN_AND_KEY;
  return true;
}

function isSecret(): boolean {
  return verifying.key.value !== undefined && verifying.key.value.kind !== 'public';
}

const TOKEN_AND_KEY = {
  tone: 'info',
  text: 'This token and its public key came with a link. A signature that fits says that they belong together, not whose they are: compare the fingerprint with one you trust.',
} as const;

const TOKEN_ALONE = {
  tone: 'info',
  text: 'This token came with a link. To check it, give the public key of the one who is said to have made it.',
} as const;

const SECRET = {
  tone: 'problem',
  text: 'The link held a private key. It was not taken, and is no longer in the address; the key should be replaced, because whoever saw the link has it.',
} as const;
