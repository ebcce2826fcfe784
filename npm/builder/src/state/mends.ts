/** One-click mends: what to do about a finding, by where it stands and what stands there. */

import type { Finding } from '@jotmint/web';
import { memberValue, renamed } from '../json/members.js';
import { now } from './clock.js';
import { header, payload, provider, token, tokenProblem } from './documents.js';
import { editClaims, editToken, type Part, setMember } from './editing.js';
import { signing } from './keys.js';

export interface Mend {
  /** What it does, on its button. */
  readonly label: string;
  readonly apply: () => void;
}

const DATES = ['exp', 'nbf', 'iat'];
const HOUR = 3600;

export function mendOf(finding: Finding): Mend | undefined {
  const [, part, name, index] =
    /^\$\.(header|payload)\.([^.[]+)(?:\[(\d+)\])?/.exec(finding.path) ?? [];
  if (name === undefined) return undefined;
  if (part === 'header') return mendOfHeader(name);
  return mendOfClaim(finding, name, index === undefined ? undefined : Number(index));
}

function mendOfHeader(name: string): Mend | undefined {
  const [best] = signing.key.value?.algorithms ?? [];
  if (name === 'alg' && best !== undefined && memberValue(header.value, 'alg') !== best) {
    return setting('header', 'alg', best, `Use ${best}`);
  }
  const value = memberValue(header.value, name);
  if (name === 'kid') return value === undefined ? fillIn(name) : undefined;
  if (name === 'typ' && value !== 'JWT') return setting('header', 'typ', 'JWT', 'Use JWT');
  return undefined;
}

function mendOfClaim(finding: Finding, name: string, index: number | undefined): Mend | undefined {
  const value = memberValue(payload.value, name);
  if (DATES.includes(name)) return mendOfDate(name, value);
  if (name === 'aud' && provider.value !== 'jwt') {
    const audience = { infura: 'infura.io', neuron: 'neuron' }[provider.value];
    return value === audience ? undefined : setting('payload', 'aud', audience, `Use ${audience}`);
  }
  if (value === undefined && FIELDS.includes(name)) return fillIn(name);
  if (provider.value === 'neuron' && name === 'iss') return withoutEnding(value);
  if (name === 'bodyEncode') return setting('payload', name, 0, 'Use 0');
  const meant = /did you mean `([^`]+)`/.exec(finding.message)?.[1];
  if (meant !== undefined) {
    const to = meant === 'userAgents' ? 'user_agents' : meant;
    return {
      label: `Rename to ${to}`,
      apply: () => editClaims('payload', renamed(payload.value, name, to)),
    };
  }
  if (typeof value === 'string' && LISTS.includes(name)) {
    return setting('payload', name, [value], 'Make it a list');
  }
  if (Array.isArray(value) && index !== undefined) {
    const left = value.filter((_, at) => at !== index);
    return setting('payload', name, left.length === 0 ? undefined : left, 'Remove it');
  }
  if (Array.isArray(value) && value.length === 0) {
    return setting('payload', name, undefined, 'Leave it out');
  }
  return undefined;
}

const FIELDS = ['iss', 'aud', 'sub', 'user'];
const LISTS = ['methods', 'addresses', 'origins', 'user_agents'];

function mendOfDate(name: string, value: unknown): Mend | undefined {
  if (typeof value === 'number' && value > MILLISECONDS) {
    return setting('payload', name, Math.floor(value / 1000), 'Make it seconds');
  }
  if (typeof value === 'string') {
    const seconds = secondsIn(value);
    if (seconds !== undefined) return setting('payload', name, seconds, `Make it ${seconds}`);
  }
  if (name === 'exp') return setting('payload', name, now.value + HOUR, 'Expire in 1 hour');
  return setting('payload', name, now.value, 'Set to now');
}

/** A date written as text: digits, or any form that browsers read. */
function secondsIn(text: string): number | undefined {
  const number = /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  if (!Number.isFinite(number)) return undefined;
  return Math.floor(number > MILLISECONDS ? number / 1000 : number);
}

/** More seconds than that are milliseconds. */
const MILLISECONDS = 1e11;

function setting(part: Part, name: string, value: unknown, label: string): Mend {
  return { label, apply: () => setMember(part, name, value) };
}

/** Neuron's issuer is the name of a file without its ending. */
function withoutEnding(issuer: unknown): Mend | undefined {
  if (typeof issuer !== 'string') return undefined;
  const name = issuer.replace(/\.(pem|pub).*$/, '').trim();
  return name === issuer || name === ''
    ? undefined
    : setting('payload', 'iss', name, `Use ${name}`);
}

/** What only the person knows is typed into its field. */
function fillIn(name: string): Mend {
  return { label: 'Fill it in', apply: () => document.getElementById(`field-${name}`)?.focus() };
}

/** Takes off what people copy along with a token. */
export function mendOfToken(): Mend | undefined {
  const cleaned = token.value
    .trim()
    .replace(/^(authorization:\s*)?bearer\s+/i, '')
    .replace(/^["'`]+|["'`,;]+$/g, '')
    .replaceAll(/\s+/g, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  if (cleaned === token.value || tokenProblem.value === undefined) return undefined;
  return { label: 'Clean it up', apply: () => editToken(cleaned) };
}
