/** Options: mostly sensible ones with a flaw here and there, so that each check is reached. */
import fc from 'fast-check';
import { pairs } from './keys.mjs';
import { FORMS } from './outcome.mjs';

/** What Date says while the calls are made. */
export const NOW = 1_700_000_000;

export const oneOf = (...values) => fc.constantFrom(...values);
export const weighted = (...pairs) =>
  fc.oneof(...pairs.map(([weight, arbitrary]) => ({ weight, arbitrary })));
export const algorithms = Object.keys(pairs);
export const form = weighted(
  [2, fc.constant(FORMS[0])],
  [2, fc.constant(FORMS[1])],
  [1, fc.constant(FORMS[2])],
);

const spans = oneOf(
  60,
  0,
  -5,
  1,
  '1h',
  '10',
  '2 days',
  '1.5h',
  '.5m',
  '-1s',
  '1y',
  '7 W',
  '100ms',
  '1 sec',
);
const badSpans = oneOf(
  '',
  ' ',
  '1 fortnight',
  '1h1h',
  'x',
  1.5,
  NaN,
  Infinity,
  null,
  true,
  [],
  {},
  '1'.repeat(101),
  new String('1h'),
  '１h',
);
const texts = oneOf('alice', 'https://id.example', '', 'ü', 'a b');
const badTexts = oneOf(5, null, true, {}, ['a'], new String('alice'), NaN);
const badFlags = oneOf('true', 1, 0, null, {}, new Boolean(true));

/** Each option with values that are fine, and others. */
export const signOptions = {
  expiresIn: [spans, badSpans],
  notBefore: [spans, badSpans],
  audience: [oneOf('api', ['a', 'b'], [], ''), oneOf(5, null, {}, /a/, true)],
  issuer: [texts, badTexts],
  subject: [texts, badTexts],
  jwtid: [texts, badTexts],
  keyid: [
    oneOf('k1', '42f5184e315e40d4', 'k 1', '"'),
    oneOf(5, null, {}, '', 'schlüssel', new String('k')),
  ],
  header: [
    oneOf(
      {},
      { typ: 'JWT' },
      { cty: 'json', x: [1, { y: null }] },
      { kid: 'other' },
      { typ: undefined },
      { typ: 'at+jwt' },
      { alg: 'HS256' },
    ),
    oneOf(
      null,
      'text',
      [],
      5,
      { alg: 'RS256' },
      { alg: 'none' },
      { alg: 'HS255' },
      { alg: 5 },
      { alg: undefined },
      { kid: 5 },
      { kid: '' },
      { typ: 5 },
      { cty: null },
      { crit: ['exp'] },
      { crit: [] },
      { b64: false },
      { x: 'ü' },
      { x: 1e21 },
      { x: NaN },
      { x: undefined, y: () => 1 },
    ),
  ],
  encoding: [oneOf('utf8', 'latin1', 'hex', 'base64', ''), oneOf(5, null, 'no such encoding')],
  noTimestamp: [fc.boolean(), badFlags],
  mutatePayload: [fc.boolean(), badFlags],
  allowInsecureKeySizes: [fc.boolean(), badFlags],
  allowInvalidAsymmetricKeyTypes: [fc.boolean(), badFlags],
};

export const verifyOptions = {
  audience: [oneOf('api', 'a', ['x', 'api'], /^ap/, [/^x/, 'b'], ''), oneOf(5, {}, true, [], null)],
  issuer: [oneOf('me', 'you', ['me', 'you'], ''), oneOf(5, /me/, {}, true, [])],
  subject: [oneOf('alice', 'bob', ''), oneOf(5, {}, true, ['alice'])],
  jwtid: [oneOf('id', 'other', ''), oneOf(5, null, true)],
  nonce: [oneOf('n', 'other'), oneOf('', ' ', 5, null, true)],
  maxAge: [
    oneOf(60, '1m', '1h', 100, '100', '5', 0, -5, '1d'),
    oneOf('x', {}, true, '', null, NaN, '1 x'),
  ],
  clockTimestamp: [oneOf(NOW, NOW + 100, NOW - 100, 1), oneOf('5', true, 0, null, {}, NaN)],
  clockTolerance: [oneOf(0, 5, 100, -5), oneOf('5', null, NaN, true, {})],
  ignoreExpiration: [fc.boolean(), badFlags],
  ignoreNotBefore: [fc.boolean(), badFlags],
  complete: [fc.boolean(), badFlags],
  allowInvalidAsymmetricKeyTypes: [fc.boolean(), badFlags],
  algorithms: [
    fc.subarray([...algorithms, 'none'], { minLength: 3 }),
    oneOf(
      [],
      ['none'],
      ['HS256'],
      'RS256',
      'HS256',
      'none',
      5,
      {},
      true,
      ['EdDSA'],
      ['ES256K'],
      ['HS255'],
      null,
    ),
  ],
};

/** Some options that are fine, and now and then one that is not. */
export function options(table, extra = []) {
  const fine = fc.record(
    Object.fromEntries(Object.entries(table).map(([name, [values]]) => [name, values])),
    { requiredKeys: [], noNullPrototype: true },
  );
  // Few of them, or one stands in another's way.
  const few = fc
    .tuple(fine, fc.subarray(Object.keys(table), { maxLength: 4 }))
    .map(([all, names]) =>
      Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]])),
    );
  const flaw = fc.oneof(
    ...Object.entries(table).map(([name, [, values]]) =>
      values.map((value) => ({ [name]: value })),
    ),
    ...extra,
  );
  return weighted(
    [12, few],
    [6, fc.tuple(few, flaw).map(([some, one]) => ({ ...some, ...one }))],
    [1, oneOf(undefined, null, 'text', 5, [], new Map(), Object.create({ issuer: 'inherited' }))],
  );
}
