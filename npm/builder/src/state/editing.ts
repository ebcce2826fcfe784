/** What a person does to the three texts, and what follows from it. */
import { batch } from '@preact/signals';
import { indented } from '../json/layout.js';
import { memberValue, withMember, withoutMember } from '../json/members.js';
import { readable } from '../token/base64url.js';
import { segmentText } from '../token/segments.js';
import { header, leading, payload, token, tokenProblem } from './documents.js';
import { signing } from './keys.js';
import { mint } from './minting.js';

export type Part = 'header' | 'payload';

export const documents = { header, payload };

export function editClaims(part: Part, text: string): void {
  batch(() => {
    leading.value = 'claims';
    documents[part].value = text;
  });
  void mint();
}

/** Both sides at once, as a start or a mend does. */
export function editBoth(texts: { header: string; payload: string }): void {
  batch(() => {
    leading.value = 'claims';
    header.value = texts.header;
    payload.value = texts.payload;
  });
  void mint();
}

export function editToken(text: string): void {
  batch(() => {
    leading.value = 'token';
    token.value = text;
    header.value = shown(text, 'header') ?? '';
    payload.value = shown(text, 'payload') ?? '';
  });
}

/** Sets a member of header or payload, or takes it away where there is no value. */
export function setMember(part: Part, name: string, value: unknown): void {
  const text = documents[part].value;
  editClaims(part, value === undefined ? withoutMember(text, name) : withMember(text, name, value));
}

/** The header follows a new key: the algorithm is the key's. A token that was given stays as it is. */
export function followKey(): void {
  if (leading.value === 'token') return;
  const [best, ...others] = signing.key.value?.algorithms ?? [];
  const current = memberValue(header.value, 'alg');
  if (best === undefined || current === best || others.some((other) => other === current)) {
    void mint();
  } else {
    setMember('header', 'alg', best);
  }
}

/** Signs what a token that was given says, with the key of this page. */
export function signAgain(): void {
  leading.value = 'claims';
  followKey();
}

/** What can be read of a part. Only what the core reads is laid out anew. */
function shown(text: string, part: Part): string | undefined {
  const segment = segmentText(text, part);
  if (segment === undefined) return undefined;
  const raw = readable(segment);
  const error = tokenProblem.value;
  const broken = error?.reason === part;
  return broken || raw.length > MOST_LAID_OUT ? raw : indented(raw);
}

const MOST_LAID_OUT = 400_000;
