/** The findings of the moment, where they stand, and how each is mended. */
import { decode } from '@jotmint/web';
import { computed } from '@preact/signals';
import { type Finding, findingsOf } from '../findings.js';
import { entry, member, type Span } from '../json/members.js';
import { offsetOf, placeOf } from '../token/place.js';
import { segments } from '../token/segments.js';
import { now } from './clock.js';
import { claimsProblem, provider, token, tokenProblem } from './documents.js';
import { documents, type Part } from './editing.js';
import { signing } from './keys.js';
import { type Mend, mendOf, mendOfToken } from './mends.js';
import { signingProblem } from './minting.js';

/** A finding on the page. */
export interface Marked extends Finding {
  /** The editor it stands in, and where. */
  readonly place?: { readonly editor: Part | 'token' } & Span;
  readonly mend?: Mend;
}

export const findings = computed<Marked[]>(() => {
  const problem = claimsProblem.value;
  if (problem !== undefined) return [inClaims(problem)];
  if (tokenProblem.value !== undefined) return token.value === '' ? [] : [inToken()].flat();
  const { header: head, payload: said } = decode(token.value);
  const key = signing.key.value;
  const all = findingsOf(
    { header: head, payload: said },
    { provider: provider.value, key, now: now.value },
  );
  const unfit = signingProblem.value;
  const path = '$.header.alg';
  if (unfit !== undefined && !all.some((one) => one.path === path)) {
    all.unshift({ code: unfit.code, severity: 'error', path, message: unfit.message });
  }
  return all.map(marked);
});

function marked(finding: Finding): Marked {
  const place = placeIn(finding.path);
  const mend = mendOf(finding);
  return { ...finding, ...(place && { place }), ...(mend && { mend }) };
}

/** The lines of a claim, of one entry of it, or the beginning of what lacks it. */
function placeIn(path: string): Marked['place'] {
  const [, part, name, index] = /^\$\.(header|payload)\.([^.[]+)(?:\[(\d+)\])?/.exec(path) ?? [];
  if ((part !== 'header' && part !== 'payload') || name === undefined) return undefined;
  const text = documents[part].value;
  const span =
    (index !== undefined && entry(text, name, Number(index))) || member(text, name)?.value;
  return { editor: part, ...(span ?? { from: 0, to: 0 }) };
}

/** Header or payload are no JSON object as they stand. */
function inClaims(error: NonNullable<typeof claimsProblem.value>): Marked {
  const at = placeOf(error);
  const part: Part = at?.segment === 'header' ? 'header' : 'payload';
  const text = documents[part].value;
  const from =
    at?.line === undefined ? 0 : Math.min(offsetOf(text, at.line, at.column ?? 1), text.length);
  const span = { from: Math.max(0, Math.min(from, text.length - 1)), to: from + 1 };
  return {
    code: error.code,
    severity: 'error',
    path: `$.${part}`,
    message: error.message.replace(` ${error.hint ?? ''}`, ''),
    place: { editor: part, from: span.from, to: Math.min(span.to, text.length) },
  };
}

function inToken(): Marked[] {
  const error = tokenProblem.value;
  if (error === undefined) return [];
  const at = placeOf(error);
  const segment = segments(token.value).find((one) => one.name === at?.segment);
  const mend = mendOfToken();
  const from = Math.min((segment?.from ?? 0) + (at?.position ?? 0), token.value.length);
  const to = at?.position === undefined ? (segment?.to ?? token.value.length) : from + 1;
  const marks: Marked = {
    code: error.code,
    severity: 'error',
    path: at === undefined ? '$' : `$.${at.segment}`,
    message: error.message,
    place: { editor: 'token', from, to: Math.min(to, token.value.length) },
    ...(mend && { mend }),
  };
  return [marks];
}
