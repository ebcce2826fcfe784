/** A program for Node that makes this very token. */
import { infura, JotError, type Key, neuron, sign } from '@jotmint/web';
import { members } from '../json/members.js';
import { readable } from '../token/base64url.js';
import { segmentText } from '../token/segments.js';
import { lifetime, type Said } from './said.js';

type Mint = (claims: object, key: Key, options: object) => string;

/** A call of the API in its parts. */
interface Call {
  readonly name: 'sign' | 'infura.sign' | 'neuron.sign';
  readonly mint: Mint;
  readonly claims: object;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * @param key The signing key: the call is shown only if it makes the same header and payload; else
 *   the text is signed as it stands.
 */
export function node(said: Said, key: Key | undefined): string {
  const call = callFor(said);
  return key !== undefined && makesTheSame(call, key, said)
    ? shown(call, key)
    : literally(said, key);
}

function callFor(said: Said): Call {
  const { header, payload, provider } = said;
  const { alg: algorithm, typ, kid: keyid, ...others } = header;
  const expiresIn = lifetime(said);
  const { iat, exp, ...claims } = payload;
  const now = iat;
  if (provider === 'infura' && expiresIn !== undefined) {
    const { aud, ...own } = claims;
    const options = given({ algorithm, keyid, expiresIn, now });
    return { name: 'infura.sign', mint: infura.sign as Mint, claims: own, options };
  }
  if (provider === 'neuron' && expiresIn !== undefined) {
    const { aud, iss: issuer, bodyEncode, ...own } = claims;
    const options = given({ issuer, keyid, expiresIn, now });
    return { name: 'neuron.sign', mint: neuron.sign as Mint, claims: own, options };
  }
  const extra = Object.keys(others).length === 0 ? undefined : others;
  const own = expiresIn === undefined ? payload : claims;
  const timing =
    expiresIn === undefined ? { noTimestamp: iat === undefined || undefined } : { expiresIn, now };
  const options = given({ algorithm, keyid, ...timing, header: extra });
  return { name: 'sign', mint: sign as Mint, claims: own, options };
}

/** The same header and claims, in whatever order. */
function makesTheSame({ mint, claims, options }: Call, key: Key, { token }: Said): boolean {
  try {
    const made = mint(claims, key, options);
    return PARTS.every((part) => written(made, part) === written(token, part));
  } catch (error) {
    if (error instanceof JotError) return false;
    throw error;
  }
}

const PARTS = ['header', 'payload'] as const;

/** Each member as it is written, because numbers may be more exact there than JavaScript's. */
function written(token: string, part: (typeof PARTS)[number]): string {
  const text = readable(segmentText(token, part) ?? '');
  return members(text)
    .map(({ key, value }) => `${text.slice(key.from, key.to)}:${text.slice(value.from, value.to)}`)
    .sort()
    .join();
}

function shown({ name, claims, options }: Call, key: Key): string {
  const { now, ...rest } = options;
  const lines = [
    ...Object.entries(rest).map(([option, value]) => `  ${option}: ${literal(value)},`),
    ...(now === undefined
      ? []
      : [`  now: ${now}, // the moment of this token; leave it out for a fresh one`]),
  ];
  return [
    "import { readFileSync } from 'node:fs';",
    `import { importKey, ${name.split('.')[0]} } from 'jotmint';`,
    '',
    keyLine(key),
    `const token = ${name}(${literal(claims)}, key, {`,
    ...lines,
    '});',
    'console.log(token);',
    '',
  ].join('\n');
}

function literally({ header, payloadText }: Said, key: Key | undefined): string {
  const { alg, ...others } = header;
  return [
    "import { readFileSync } from 'node:fs';",
    "import { importKey, jws } from 'jotmint';",
    '',
    keyLine(key),
    `const payload = ${JSON.stringify(payloadText)};`,
    `const token = jws.sign(payload, key, { algorithm: ${literal(alg)}, header: ${literal(others)} });`,
    'console.log(token);',
    '',
  ].join('\n');
}

function keyLine(key: Key | undefined): string {
  if (key?.kind === 'secret') {
    return `const key = importKey(readFileSync('secret.jwk', 'utf8')); // the key that this page lets you download`;
  }
  return "const key = importKey(readFileSync('private_key.pem', 'utf8'));";
}

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replaceAll('\n', '\n  ')
    .replace(/\n {2}([}\]])$/, '\n$1');
}

function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
