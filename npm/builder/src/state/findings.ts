/** What the core finds in the token, where it stands on the page, and how each is mended. */
import { diagnose, type Finding, JotError } from '@jotmint/web';
import { computed } from '@preact/signals';
import { entry, member, type Span } from '../json/members.js';
import { offsetOf, placeSaid, segmentSaid } from '../token/place.js';
import { segments } from '../token/segments.js';
import { now } from './clock.js';
import { claimsProblem, claimsToken, provider, token } from './documents.js';
import { documents, type Part } from './editing.js';
import { verificationKey } from './keys.js';
import { type Mend, mendOf, mendOfToken } from './mends.js';
import { signingProblem } from './minting.js';

/** A finding on the page. */
export interface Marked extends Finding {
  /** The editor it stands in, and where; nothing is underlined where something is missing. */
  readonly place?: { readonly editor: Part | 'token' } & Span;
  readonly mend?: Mend;
}

export const findings = computed<Marked[]>(() => {
  const text = claimsProblem.value === undefined ? token.value : claimsToken.value;
  if (text === '') return [];
  const told = found(text).filter(({ code }) => !IN_THE_VERDICT.has(code));
  return [...unsigned(told), ...told]
    .map(marked)
    .sort((one, other) => ORDER[one.severity] - ORDER[other.severity]);
});

function found(text: string): Finding[] {
  const key = verificationKey.value;
  const rules = provider.value === 'jwt' ? {} : { provider: provider.value };
  try {
    return diagnose(text, { now: now.value, ...rules, ...(key && { key }) });
  } catch (error) {
    // The verdict says what is wrong with the key; the token may still be looked at.
    if (error instanceof JotError) return diagnose(text, { now: now.value, ...rules });
    throw error;
  }
}

/** What the verdict says already, and more loudly. */
const IN_THE_VERDICT = new Set<Finding['code']>([
  'ERR_SIGNATURE_INVALID',
  'NOTE_SIGNED_BY',
  'NOTE_SIGNATURE_UNCHECKED',
]);

const ORDER = { error: 0, warning: 1, info: 2 };

/** Why the signing key did not sign, if nothing else says it. */
function unsigned(all: readonly Finding[]): Finding[] {
  const problem = signingProblem.value;
  const path = '$.header.alg';
  const said = all.some((one) => one.path === path && one.severity === 'error');
  if (problem === undefined || said || claimsProblem.value !== undefined) return [];
  return [{ code: problem.code, severity: 'error', path, message: problem.message }];
}

function marked(finding: Finding): Marked {
  const place = placeOf(finding);
  const mend = place?.editor === 'token' || finding.path === '$' ? mendOfToken() : mendOf(finding);
  return { ...finding, ...(place && { place }), ...(mend && { mend }) };
}

const PATH = /^\$\.(header|payload|signature)(?:\.([^.[]+)(?:\[(\d+)\])?)?/;

function placeOf({ path, message }: Finding): Marked['place'] {
  const [, first, name, index] = PATH.exec(path) ?? [];
  const segment = segmentSaid(first);
  if (segment === undefined) return undefined;
  if (segment !== 'signature' && name !== undefined) return inMember(segment, name, index);
  const { position, line, column } = placeSaid(message);
  if (segment !== 'signature' && line !== undefined) {
    const text = documents[segment].value;
    const at = offsetOf(text, line, column ?? 1);
    const from = Math.max(0, Math.min(at, text.length - 1));
    return { editor: segment, from, to: Math.min(from + 1, text.length) };
  }
  if (segment !== 'signature' && claimsProblem.value !== undefined) {
    return { editor: segment, from: 0, to: 0 };
  }
  const whole = segments(token.value).find((one) => one.name === segment);
  if (whole === undefined) return undefined;
  if (position === undefined) return { editor: 'token', from: whole.from, to: whole.to };
  const from = Math.min(whole.from + position, whole.to);
  return { editor: 'token', from, to: Math.min(from + 1, token.value.length) };
}

/** Where a member stands, or one entry of it. */
function inMember(part: Part, name: string, index: string | undefined): Marked['place'] {
  const text = documents[part].value;
  const span =
    (index !== undefined && entry(text, name, Number(index))) || member(text, name)?.value;
  return { editor: part, ...(span ?? { from: 0, to: 0 }) };
}
