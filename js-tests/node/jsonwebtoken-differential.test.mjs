/**
 * Thousands of calls, each made of jsonwebtoken and of the drop-in for it: the same result, the same
 * error, the same properties, at the same time. What may differ is listed in
 * jsonwebtoken/differences.mjs. JOTMINT_SEED=random makes other calls than the last time.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import dropIn from 'jotmint/jsonwebtoken';
import jsonwebtoken from 'jsonwebtoken';
import { differences } from './jsonwebtoken/differences.mjs';
import { mended, signing, verifying } from './jsonwebtoken/keys.mjs';
import { NOW } from './jsonwebtoken/options.mjs';
import { comparable, outcomeOf, resultOf } from './jsonwebtoken/outcome.mjs';
import { signCalls } from './jsonwebtoken/sign-calls.mjs';
import { decodeCalls, handedOver, rawCalls, unsignedCalls } from './jsonwebtoken/verify-calls.mjs';
import { root } from './running.mjs';

const { JOTMINT_SEED = '6' } = process.env;
const seed = JOTMINT_SEED === 'random' ? Date.now() : Number(JOTMINT_SEED);

/** How often each difference was met. */
const met = new Map([['mended-key', 0], ...differences.map(({ name }) => [name, 0])]);

describe(`calls of jsonwebtoken and its drop-in, seed ${seed}`, () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: NOW * 1000 }));
  after(() => mock.timers.reset());

  forEach(2500, 'sign', signCalls, (call) => compare('sign', call));
  forEach(3000, 'verify', rawCalls, (call) => compare('verify', call));
  forEach(500, 'verify without a signature', unsignedCalls, (call) => compare('verify', call));
  forEach(500, 'decode', decodeCalls, (call) => compare('decode', call));
  forEach(500, 'sign, and verify by the other', handedOver, async (call) => {
    const { payload, signingName, signOptions, keyName, options, form } = call;
    const tokens = [jsonwebtoken, dropIn].map((lib) =>
      attempt(() => lib.sign(payload, signing[signingName], signOptions)),
    );
    for (const token of tokens.filter(Boolean)) {
      await compare('verify', { keyName, form, args: [token, verifying[keyName], options] });
    }
    assert.equal(typeof tokens[0], typeof tokens[1]);
  });

  it('differ in the ways that the documentation lists', () => {
    const page = readFileSync(join(root, 'docs', 'jsonwebtoken.md'), 'utf8');
    const names = [...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(names.sort(), [...met.keys()].sort());
  });

  it('differ in each of these ways', () => {
    const never = [...met].filter(([, times]) => times === 0).map(([name]) => name);
    assert.deepEqual(never, []);
  });
});

function forEach(numRuns, title, calls, check) {
  it(`${numRuns} of ${title}`, async (test) => {
    const known = new Map(met);
    await fc.assert(fc.asyncProperty(calls, check), { numRuns, seed });
    const now = [...met].filter(([name, times]) => times > known.get(name));
    test.diagnostic(now.map(([name, times]) => `${name} ${times - known.get(name)}`).join(', '));
  });
}

async function compare(name, call) {
  let theirs = await done(jsonwebtoken, name, call);
  const ours = await done(dropIn, name, call);
  if (isSame(theirs, ours, call)) return;

  const whole = mended[call.keyName];
  if (whole !== undefined) {
    theirs = await done(jsonwebtoken, name, {
      ...call,
      args: [call.args[0], whole, ...call.args.slice(2)],
    });
    meet('mended-key');
    if (isSame(theirs, ours, call)) return;
  }
  const pair = { name, call, theirs, ours, was: resultOf(theirs), is: resultOf(ours) };
  const difference = differences.find(({ holds }) => holds(pair));
  if (difference === undefined) {
    assert.deepEqual({ call, ...comparable(ours) }, { call, ...comparable(theirs) });
    assert.fail('not the same');
  }
  meet(difference.name);
}

function meet(name) {
  met.set(name, met.get(name) + 1);
}

function isSame(theirs, ours, call) {
  if (isDeepStrictEqual(comparable(ours), comparable(theirs))) return true;
  const [was, is] = [resultOf(theirs), resultOf(ours)];
  const areTokens = typeof was.value === 'string' && typeof is.value === 'string';
  return areTokens && was.when === is.when && differInSignature(was.value, is.value, call);
}

/** With a payload of its own, which `mutatePayload` may change. */
async function done(lib, name, { args: [first, ...others], form }) {
  const isPlain = typeof first === 'object' && first?.constructor === Object;
  const own = isPlain ? { ...first } : first;
  const outcome = await outcomeOf(lib, name, [own, ...others], form);
  return name === 'sign' ? { ...outcome, payload: own } : outcome;
}

/** Whether two tokens differ in nothing but a signature that is never the same twice. */
function differInSignature(theirs, ours, { keyName }) {
  const key = mended[keyName] ?? verifying[keyName];
  const [header, payload] = ours.split('.');
  const { alg } = JSON.parse(Buffer.from(header, 'base64url'));
  if (!/^(ES|PS)/.test(alg) || !theirs.startsWith(`${header}.${payload}.`)) return false;
  return [theirs, ours].every((token) =>
    [jsonwebtoken, dropIn].every((lib) => isSigned(lib, token, key, alg)),
  );
}

function isSigned(lib, token, key, alg) {
  const options = { algorithms: [alg], ignoreExpiration: true, ignoreNotBefore: true };
  try {
    lib.verify(token, key, { ...options, allowInvalidAsymmetricKeyTypes: true });
    return true;
  } catch (error) {
    // Payloads that are no claims are signed as well.
    return (
      error instanceof SyntaxError || /^invalid (exp|nbf) value|^invalid token/.test(error.message)
    );
  }
}

function attempt(call) {
  try {
    return call();
  } catch {
    return undefined;
  }
}
