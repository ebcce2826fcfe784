/** Calls of `verify` and `decode`. */
import fc from 'fast-check';
import { pairs, verifying } from './keys.mjs';
import {
  algorithms,
  form,
  oneOf,
  options,
  signOptions,
  verifyOptions,
  weighted,
} from './options.mjs';
import { bodies, harmed, rawPayloads, rawToken } from './raw-tokens.mjs';
import { claims } from './sign-calls.mjs';

const CLAIM_OPTIONS = 'expiresIn notBefore audience issuer subject jwtid keyid noTimestamp'.split(
  ' ',
);

/** Keys that fit tokens made by hand. */
const families = {
  HS: ['secret', 'buffer', 'secret object'],
  RS: ['rsa', 'rsa buffer', 'rsa object'],
  PS: ['rsa'],
  ES256: ['p256', 'p256 sec1'],
};

export const rawCalls = fc
  .tuple(bodies, options(verifyOptions), form, fc.integer({ min: 0, max: 29 }), fc.nat(400))
  .chain(([body, options, form, harm, place]) =>
    keyNameFor(body.alg).map((keyName) => ({ body, options, form, harm, place, keyName })),
  )
  .map(({ body, options, form, harm, place, keyName }) => ({
    keyName,
    form,
    alg: body.alg,
    header: body.header,
    args: [harmed(rawToken(body), harm, place), verifying[keyName], options],
  }));

function keyNameFor(alg) {
  const family = families[alg] ?? families[alg.slice(0, 2)];
  return weighted([5, oneOf(...family)], [1, oneOf(...Object.keys(verifying))]);
}

/** Tokens without a signature. */
export const unsignedCalls = fc
  .record({
    header: oneOf(
      '{"alg":"none"}',
      '{"alg":"none","typ":"JWT"}',
      '{"alg":"HS256","typ":"JWT"}',
      '{"alg":"RS256"}',
    ),
    payload: rawPayloads,
    keyName: weighted(
      [3, oneOf('undefined', 'null')],
      [1, oneOf('empty text', 'false', 'zero', 'secret', 'rsa')],
    ),
    options: options(verifyOptions),
    algorithms: oneOf(['none'], ['none'], ['none', 'HS256'], ['HS256'], ['RS256'], undefined),
    form,
  })
  .map(({ header, payload, keyName, options, algorithms, form }) => ({
    keyName,
    form,
    args: [
      `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}.`,
      verifying[keyName],
      withAlgorithms(options, algorithms),
    ],
  }));

function withAlgorithms(options, algorithms) {
  const isPlain = typeof options === 'object' && options !== null && !Array.isArray(options);
  return isPlain ? { ...options, ...(algorithms && { algorithms }) } : options;
}

export const decodeCalls = fc
  .tuple(
    bodies,
    fc.integer({ min: 0, max: 29 }),
    fc.nat(400),
    oneOf(
      undefined,
      null,
      {},
      { complete: true },
      { json: true },
      { complete: true, json: true },
      { complete: 1 },
      { json: 1 },
    ),
  )
  .map(([body, harm, place, options]) => ({
    form: 'sync',
    header: body.header,
    args: [harmed(rawToken(body), harm, place), options],
  }));

/** A token for the other side: made by one, read by the other. */
export const handedOver = oneOf(...algorithms)
  .chain((algorithm) =>
    fc.record({
      payload: claims,
      signOptions: some(CLAIM_OPTIONS).map((options) => ({ ...options, algorithm })),
      signingName: oneOf(...pairs[algorithm]),
      options: options(verifyOptions),
      form,
    }),
  )
  .chain((call) =>
    // The public half in the same form, or now and then any key.
    weighted([6, fc.constant(call.signingName)], [1, oneOf(...Object.keys(verifying))]).map(
      (keyName) => ({ ...call, keyName }),
    ),
  );

function some(names) {
  const values = Object.fromEntries(names.map((name) => [name, signOptions[name][0]]));
  return fc.record(values, { requiredKeys: [], noNullPrototype: true });
}
