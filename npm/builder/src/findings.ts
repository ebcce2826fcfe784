/**
 * What is wrong with a token, in the form of the core's findings.
 *
 * The rules are those by which the core mints: its refusals are collected, one claim after the
 * other.
 */
import {
  generateKeyPair,
  infura,
  JotError,
  type JwtClaims,
  type Key,
  neuron,
  sign,
} from '@jotmint/web';
import type { ProviderName } from './state/documents.js';

export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** `$.payload.exp`, `$.header.alg`, `$.signature`. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

interface Said {
  readonly header: Record<string, unknown>;
  readonly payload: JwtClaims;
}

interface Circumstances {
  readonly provider: ProviderName;
  readonly key: Key | undefined;
  readonly now: number;
}

export function findingsOf(said: Said, { provider, key, now }: Circumstances): Finding[] {
  const found = refusals(said, provider, key, now);
  const { exp } = said.payload;
  if (provider === 'jwt' && exp === undefined) found.push(NO_EXPIRY);
  return found;
}

const NO_EXPIRY: Finding = {
  code: 'ERR_CLAIM_MISSING',
  severity: 'warning',
  path: '$.payload.exp',
  message: 'The token has no `exp`: it never expires.',
};

/** Each refusal, then once more without the claim it was about. */
function refusals(said: Said, provider: ProviderName, key: Key | undefined, now: number) {
  const found: Finding[] = [];
  let left = said;
  for (let round = 0; round < MOST; round += 1) {
    const error = refusal(() => minted(left, provider, key, now));
    if (error === undefined) break;
    const path = pathOf(error);
    found.push(finding(error, path));
    const next = without(left, path);
    if (next === undefined) break;
    left = next;
  }
  return found;
}

const MOST = 12;

type Mint = (claims: object, key: Key, options: object) => string;

function minted(said: Said, provider: ProviderName, key: Key | undefined, now: number): void {
  const { header, payload } = said;
  const { alg: algorithm, kid: keyid } = header;
  const fitting = key === undefined || key.kind === 'public' ? standIn(provider) : key;
  if (provider === 'infura') {
    const { aud: audience, ...claims } = payload;
    (infura.sign as Mint)(claims, fitting, given({ audience, keyid, now }));
  } else if (provider === 'neuron') {
    const { iss: issuer, aud: audience, iat, exp, bodyEncode, ...claims } = payload;
    for (const [name, date] of Object.entries({ iat, exp })) {
      if (date !== undefined) sign({ [name]: date }, fitting, { now });
    }
    const expiresIn = typeof exp === 'number' ? Math.max(exp - now, 1) : undefined;
    (neuron.sign as Mint)(claims, fitting, given({ issuer, audience, expiresIn, now }));
  } else {
    (sign as Mint)(payload, fitting, given({ algorithm, now }));
  }
}

/** An entry of one of Infura's lists, by itself. */
export function entryProblem(list: string, text: string): string | undefined {
  const options = { keyid: 'any', expiresIn: 60 };
  return refusal(() => infura.sign({ [list]: [text] }, standIn('infura'), options))?.message;
}

/** A key for what does not depend on the key. */
function standIn(provider: ProviderName): Key {
  const algorithm = provider === 'neuron' ? 'RS256' : 'ES256';
  const kept = standIns.get(algorithm) ?? generateKeyPair(algorithm).privateKey;
  standIns.set(algorithm, kept);
  return kept;
}

const standIns = new Map<string, Key>();

function given(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function refusal(mint: () => unknown): JotError | undefined {
  try {
    mint();
    return undefined;
  } catch (error) {
    if (error instanceof JotError) return error;
    throw error;
  }
}

const OPTIONS: Record<string, string> = {
  keyid: '$.header.kid',
  algorithm: '$.header.alg',
  expiresIn: '$.payload.exp',
  issuer: '$.payload.iss',
  audience: '$.payload.aud',
};

function pathOf({ claim, reason, code }: JotError): string {
  if (claim !== undefined) return `$.payload.${claim}`;
  if (reason !== undefined && reason in OPTIONS) return OPTIONS[reason] ?? '$';
  return code.startsWith('ERR_KEY') || code === 'ERR_PROVIDER_ALGORITHM' ? '$.header.alg' : '$';
}

function finding({ code, message, hint }: JotError, path: string): Finding {
  return { code, severity: 'error', path, message, ...(hint === undefined ? {} : { hint }) };
}

function without({ header, payload }: Said, path: string): Said | undefined {
  const name = /^\$\.payload\.(.+)$/.exec(path)?.[1];
  if (name === undefined || payload[name] === undefined) return undefined;
  const { [name]: _, ...rest } = payload;
  return { header, payload: name === 'exp' ? { ...rest, exp: FAR } : rest };
}

/** A date that nothing is wrong with. */
const FAR = 4_102_444_800;
