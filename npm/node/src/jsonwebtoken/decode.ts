import type { DecodeOptions, Jwt, JwtPayload } from './types.js';

const FORM = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Takes a token apart and checks nothing: not the signature, not the dates.
 *
 * @returns `null` for what is no token
 * @example
 * const payload = jwt.decode(token);
 * const { header } = jwt.decode(token, { complete: true });
 */
export function decode(token: string, options: DecodeOptions & { complete: true }): null | Jwt;
export function decode(token: string, options: DecodeOptions & { json: true }): null | JwtPayload;
export function decode(token: string, options?: DecodeOptions): null | JwtPayload | string;
export function decode(token: unknown, options?: DecodeOptions): Jwt | Jwt['payload'] | null {
  const text = typeof token === 'string' || Buffer.isBuffer(token) ? `${token}` : undefined;
  const parts = text === undefined ? undefined : open(text, options?.json);
  if (parts === undefined) return null;
  return options?.complete === true ? parts : parts.payload;
}

/** @throws SyntaxError where a payload that should be JSON is none */
export function open(token: string, isJson: unknown = false): Jwt | undefined {
  if (!FORM.test(token)) return undefined;
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = json(decoded(head));
  if (!header) return undefined;
  const text = decoded(body);
  const mustBeJson = (header as Jwt['header']).typ === 'JWT' || isJson;
  const payload = mustBeJson ? JSON.parse(text) : text;
  return { header: header as Jwt['header'], payload: objectIn(payload) ?? payload, signature };
}

/** Claims are found also where the header does not speak of a JWT. */
function objectIn(payload: unknown): JwtPayload | undefined {
  if (typeof payload !== 'string') return undefined;
  const value = json(payload);
  return typeof value === 'object' && value !== null ? value : undefined;
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString();
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
