/** Tokens made by hand, for what no library would sign: whole ones and damaged ones. */
import { createHmac, sign as signBytes } from 'node:crypto';
import fc from 'fast-check';
import { rawKeys } from './keys.mjs';
import { oneOf, weighted } from './options.mjs';
import { badTimes, times } from './sign-calls.mjs';

const json = (values) => values.map((value) => JSON.stringify(value));
const rawClaims = fc.record(
  {
    iat: times,
    exp: weighted([3, times], [1, badTimes]),
    nbf: weighted([3, times], [1, badTimes]),
    sub: oneOf('alice', 'bob', 5),
    iss: oneOf('me', 'you', 5),
    aud: oneOf('api', ['a', 'b'], ['x'], 5),
    jti: oneOf('id', 5),
    nonce: oneOf('n', 5),
    user: oneOf({ id: 1 }, 'ü'),
  },
  { requiredKeys: [], noNullPrototype: true },
);
export const rawPayloads = weighted(
  [12, json(rawClaims)],
  [
    1,
    oneOf(
      'null',
      '5',
      '"text"',
      '"{\\"sub\\":1}"',
      '[1]',
      'no json',
      '{',
      '{"sub":"a","sub":"b"}',
      '{"exp":1e400}',
      '{"nbf":-1e400}',
      '{"iat":1e400}',
      '{"__proto__":{"sub":"x"}}',
      Buffer.from([123, 125, 255]),
      Buffer.from('{"a":"\xff"}', 'latin1'),
      ' {} ',
      `{"sub":"${'x'.repeat(200_000)}"}`,
    ),
  ],
);
const rawHeaders = (alg) =>
  weighted(
    [
      8,
      oneOf(
        `{"alg":"${alg}","typ":"JWT"}`,
        `{"alg":"${alg}"}`,
        `{"typ":"JWT","alg":"${alg}","kid":"k"}`,
      ),
    ],
    [
      1,
      oneOf(
        `{"alg":"${alg}","alg":"${alg}"}`,
        `{"alg":"${alg}","crit":["exp"],"exp":1}`,
        `{"alg":"${alg}","crit":[]}`,
        `{"alg":"${alg}","b64":false}`,
        `{"alg":"${alg}","b64":false,"crit":["b64"]}`,
        `{"alg":"${alg}","x":${'['.repeat(200)}${']'.repeat(200)}}`,
        `{"alg":"${alg}","kid":5}`,
        `{"alg":"${alg}","typ":5}`,
        `{"alg":"${alg}","x":"ü"}`,
        Buffer.from(`{"alg":"${alg}","x":"ü"}`, 'latin1'),
        ` {"alg":"${alg}"}`,
        '{}',
        '[]',
        '5',
        'null',
        '"x"',
        'x',
        '{"alg":5}',
        '{"alg":null}',
        '{"alg":"none"}',
        '{"alg":"hs256"}',
        '{"alg":"EdDSA"}',
        '{"alg":"HS255"}',
        '{"alg":"HS"}',
      ),
    ],
  );
const encoded = (bytes) => Buffer.from(bytes).toString('base64url');
const plain = (header, payload) => `${encoded(header)}.${encoded(payload)}`;

/** Base64url that says the same and is not what an encoder writes. */
const otherwiseEncoded = [
  (header, payload) => `${withSpareBits(encoded(header))}.${encoded(payload)}`,
  (header, payload) => `${encoded(header)}.${withSpareBits(encoded(payload))}`,
  (header, payload) => `${encoded(header)}.${withSpareBits(encoded(payload))}A`,
];

export const bodies = oneOf('HS256', 'HS512', 'RS256', 'PS384', 'ES256').chain((alg) =>
  fc.record({
    alg: fc.constant(alg),
    header: rawHeaders(alg),
    payload: rawPayloads,
    encoded: weighted([20, fc.constant(plain)], [1, oneOf(...otherwiseEncoded)]),
  }),
);

function withSpareBits(part) {
  return part.length % 4 === 0 ? `${part}A` : part.slice(0, -1) + nextTo(part.at(-1));
}

export function rawToken({ alg, header, payload, encoded }) {
  const input = encoded(header, payload);
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith('HS')) {
    return `${input}.${createHmac(hash, rawKeys.HS).update(input).digest('base64url')}`;
  }
  const key = rawKeys[alg] ?? rawKeys[alg.slice(0, 2)];
  const how = alg.startsWith('PS') ? { padding: 6, saltLength: Number(alg.slice(2)) / 8 } : {};
  const signature = signBytes(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363', ...how });
  return `${input}.${signature.toString('base64url')}`;
}

/** Two tokens in three stay whole. */
export function harmed(token, harm, place) {
  const [header, payload, signature] = token.split('.');
  const at = place % token.length;
  switch (harm) {
    case 0:
      return `${token.slice(0, at)}A${token.slice(at + 1)}`;
    case 1:
      return `${header}.${payload}.`;
    case 2:
      return `${header}.${payload}.${signature.slice(0, -4)}`;
    case 3:
      return `${header}.${payload}.${signature.slice(0, -3)}`;
    case 4:
      return `${token.slice(0, -1)}${nextTo(token.at(-1))}`;
    case 5:
      return `${token}=`;
    case 6:
      return oneMoreOf(place, token);
    case 7:
      return `${header}.${payload}.${Buffer.from('x').toString('base64url')}`;
    case 8:
      return `${header}..${signature}`;
    case 9:
      return `.${payload}.${signature}`;
    case 10:
      return `${token.slice(0, at)}.${token.slice(at)}`;
    default:
      return token;
  }
}

/** The last character with its spare bits the other way. */
function nextTo(character) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(character) ^ 1];
}

function oneMoreOf(place, token) {
  const others = [
    '',
    undefined,
    null,
    5,
    {},
    [],
    true,
    'a.b',
    'a.b.c',
    'a.b.c.d',
    '..',
    ' . . ',
    `Bearer ${token}`,
    ` ${token}`,
    `${token}\n`,
    Buffer.from(token),
    new String(token),
    `${token}.`,
  ];
  return others[place % others.length];
}
