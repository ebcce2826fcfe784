/** What a token says, as the snippets need it. */
import { decode, JotError, type JwtClaims } from '@jotmint/web';
import type { ProviderName } from '../state/documents.js';
import { readable } from '../token/base64url.js';
import { segmentText } from '../token/segments.js';

export interface Said {
  readonly token: string;
  readonly provider: ProviderName;
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: JwtClaims;
  /** The payload's own text. */
  readonly payloadText: string;
}

export function said(token: string, provider: ProviderName): Said | undefined {
  try {
    const { header, payload } = decode(token);
    const payloadText = readable(segmentText(token, 'payload') ?? '');
    return { token, provider, header, payload, payloadText };
  } catch (error) {
    if (error instanceof JotError) return undefined;
    throw error;
  }
}

/** For how long it was made, if it says so. */
export function lifetime({ payload: { iat, exp } }: Said): number | undefined {
  return typeof iat === 'number' && typeof exp === 'number' && exp > iat ? exp - iat : undefined;
}

/** The texts of one of Infura's lists. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
