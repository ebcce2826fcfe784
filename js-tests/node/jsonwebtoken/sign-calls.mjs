/** Calls of `sign`. */
import fc from 'fast-check';
import { pairs, signing } from './keys.mjs';
import { algorithms, form, NOW, oneOf, options, signOptions, weighted } from './options.mjs';

export const times = oneOf(NOW, NOW + 100, NOW - 100, NOW + 1, NOW - 5, 1, 0, -1, 1.5);
export const badTimes = oneOf('5', null, NaN, Infinity, new Number(5), true, {}, undefined);
const claimValues = {
  sub: oneOf('alice', 'ü', 5, null, undefined),
  iss: oneOf('me', 5, null),
  aud: oneOf('api', ['a', 'b'], [], 5, null),
  jti: oneOf('id', 5),
  nonce: oneOf('n', 5),
  user: oneOf({ id: 1, name: 'A' }, 'x', [1, [2]], 1e21, -0, '\u2028'),
  iat: times,
};
export const claims = weighted(
  [8, fc.record(claimValues, { requiredKeys: [], noNullPrototype: true })],
  [
    2,
    fc.record(
      { exp: times, nbf: times, ...claimValues },
      { requiredKeys: [], noNullPrototype: true },
    ),
  ],
  [1, fc.dictionary(oneOf('exp', 'nbf', 'iat'), badTimes, { noNullPrototype: true })],
);

class OwnClass {
  sub = 'x';
}
const circle = {};
circle.circle = circle;
const payloads = weighted(
  [14, claims],
  [
    2,
    oneOf(
      'text',
      '{"sub":"alice"}',
      'ü',
      'c3ViOiJh',
      Buffer.from('bytes'),
      Buffer.from([255, 254]),
    ),
  ],
  [
    1,
    oneOf(
      undefined,
      null,
      '',
      0,
      5,
      true,
      false,
      [],
      ['a'],
      10n,
      circle,
      { b: 10n },
      new OwnClass(),
      new Date(0),
      new Map(),
      new Uint8Array(3),
      () => 1,
      JSON.parse('{"__proto__":{"a":1},"b":2}'),
      { toJSON: () => 'x' },
    ),
  ],
);

/** A name of a key: mostly of one that fits the algorithm. */
export const keyName = (table, algorithm) =>
  weighted(
    [6, oneOf(...(pairs[algorithm] ?? Object.keys(table)))],
    [1, oneOf(...Object.keys(table))],
  );

/** Headers that come out otherwise. */
const odd = oneOf({ keyid: 'schlüssel' }, { header: { x: 'ü' } }, { header: { x: 1e21 } });

const MISFITS = [
  ...['rsa', 'p256', 'secp256k1', 'ed25519 object', 'x25519', 'rsa 512', 'rsa 1024'],
  ...['pss any', 'pss long', 'pss 256', 'the other half', 'certificate'],
];

/** A key for something else. */
const misfits = fc
  .record({
    algorithm: oneOf('RS256', 'PS256', 'PS512', 'ES256', 'ES384', 'HS256', 'none'),
    keyName: oneOf(...MISFITS),
    payload: oneOf({}, {}, ''),
    allow: fc.boolean(),
    form,
  })
  .map(({ algorithm, keyName, payload, allow, form }) => ({
    keyName,
    form,
    args: [
      payload,
      signing[keyName],
      { algorithm, allowInsecureKeySizes: true, allowInvalidAsymmetricKeyTypes: allow },
    ],
  }));

const usual = weighted(
  [9, oneOf(...algorithms)],
  [1, oneOf('none', undefined, 'EdDSA', 'HS255', 5, null, '')],
)
  .chain((algorithm) =>
    fc.record({
      payload: payloads,
      keyName: keyName(signing, algorithm),
      options: options(signOptions, [
        oneOf({ kid: 'k' }, { expiresin: '1h' }, { constructor: 1 }),
        odd,
      ]),
      algorithm: fc.constant(algorithm),
      form,
    }),
  )
  .map(({ payload, keyName, options, algorithm, form }) => ({
    keyName,
    form,
    args: [payload, signing[keyName], withAlgorithm(options, algorithm)],
  }));

function withAlgorithm(options, algorithm) {
  const isPlain = typeof options === 'object' && options !== null && !Array.isArray(options);
  return isPlain && algorithm !== undefined ? { algorithm, ...options } : options;
}

export const signCalls = weighted([24, usual], [2, misfits]);
