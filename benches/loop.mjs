// The event loop: how late a timer of 1 ms comes while tokens are made and checked off the main
// thread, for each way of doing that by itself.

import assert from 'node:assert/strict';
import { sign as signByNode, verify as verifyByNode } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

import { createSigner, createVerifier, importKey } from 'jotmint';

import { lateness } from './lateness.mjs';
import { createMaterial } from './material.mjs';
import { quantile } from './measure.mjs';

/** @import { Algorithm } from './material.mjs' */

/** What the 99th percentile should stay under, in milliseconds. */
const AIM = 5;

/** Single calls that are under way at the same time, as on a busy server. */
const IN_FLIGHT = 64;

/** A first list, which tells how long one for the whole time must be. */
const TRIAL = 5000;

const WIDTH = 10;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '2.5' } } });
const seconds = Number(values.seconds);

console.log(
  `How late a timer of 1 ms comes, in milliseconds, over ${seconds} s of each; aim: p99 under ${AIM}.
signAsync and verifyAsync: ${IN_FLIGHT} calls under way at a time. signMany and verifyMany: one list.
What the machine itself adds is in the row of nothing, and what Node's own crypto.sign does with as
many calls under way in the row of that name; it signs bytes and makes no token. The last column is stricter: the p99 of all
that would have fallen due each millisecond, not only of the timers that came.
`,
);
print('', 'p50', 'p99', 'max', 'tokens/s', 'aim', 'due p99');

await report('nothing', async () => {
  await setTimeout(seconds * 1000);
  return { tokens: 0 };
});
for (const algorithm of /** @type {Algorithm[]} */ (['RS256', 'ES256'])) {
  for (const [name, work] of Object.entries(await worksOf(algorithm))) {
    await report(`${name}:${algorithm}`, work);
  }
  await report(`crypto.sign:${algorithm}`, signaturesOfNode(algorithm), { isOurs: false });
}

/**
 * What is timed: resolves to how many tokens it has done, and to what looks at them afterwards and
 * throws where one is wrong.
 *
 * @typedef {() => Promise<{ tokens: number, check?: () => void }>} Work
 */

/**
 * @param {string} name
 * @param {Work} work
 * @param {{ isOurs?: boolean }} [what]
 */
async function report(name, work, { isOurs = true } = {}) {
  const begin = performance.now();
  const { timers, moments, result } = await lateness(work);
  const took = (performance.now() - begin) / 1000;
  result.check?.();
  const p99 = quantile(timers, 0.99);
  print(
    name,
    ...[quantile(timers, 0.5), p99, quantile(timers, 1)].map((value) => value.toFixed(2)),
    result.tokens === 0 ? '-' : Math.round(result.tokens / took).toLocaleString('en'),
    isOurs ? (p99 < AIM ? 'reached' : 'missed') : '-',
    quantile(moments, 0.99).toFixed(2),
  );
}

/**
 * @param {Algorithm} algorithm
 * @returns {Promise<{ [name: string]: Work }>}
 */
async function worksOf(algorithm) {
  const { privateKey, publicKey, keyid, audience, payload } = createMaterial(algorithm);
  const signer = createSigner(importKey(privateKey.encoded), { algorithm, keyid });
  const verifier = createVerifier(importKey(publicKey.encoded), {
    algorithms: [algorithm],
    audience,
  });
  const payloads = Array.from({ length: TRIAL }, (_, index) => ({ ...payload, sub: `${index}` }));
  const tokens = await signer.signMany(payloads);

  const manyPayloads = await longList(payloads, (list) => signer.signMany(list));
  const manyTokens = await longList(tokens, (list) => verifier.verifyMany(list));

  return {
    async signAsync() {
      let last = '';
      const begun = await inFlight(async (index) => {
        last = await signer.signAsync(payloads[index % TRIAL]);
      });
      return { tokens: begun, check: () => void verifier.verify(last) };
    },

    async verifyAsync() {
      const begun = await inFlight(async (index) => {
        const { payload } = await verifier.verifyAsync(tokens[index % TRIAL]);
        assert.equal(payload.sub, `${index % TRIAL}`);
      });
      return { tokens: begun };
    },

    async signMany() {
      const made = await signer.signMany(manyPayloads);
      const check = () => {
        assert.equal(made.length, manyPayloads.length);
        const last = made.length - 1;
        assert.equal(verifier.verify(made[last]).payload.sub, `${last % TRIAL}`);
      };
      return { tokens: made.length, check };
    },

    async verifyMany() {
      const results = await verifier.verifyMany(manyTokens);
      const check = () => {
        assert.equal(results.length, manyTokens.length);
        assert.ok(results.every((result) => result.ok));
      };
      return { tokens: results.length, check };
    },
  };
}

/**
 * What to compare with: Node's own signatures, off the main thread.
 *
 * @param {Algorithm} algorithm
 * @returns {Work}
 */
function signaturesOfNode(algorithm) {
  const { privateKey, publicKey, payload } = createMaterial(algorithm);
  const input = Buffer.from(JSON.stringify(payload));
  const sign = promisify(signByNode);
  return async () => {
    let last = Buffer.alloc(0);
    const begun = await inFlight(async () => {
      last = await sign('sha256', input, privateKey.object);
    });
    const check = () => assert.ok(verifyByNode('sha256', input, publicKey.object, last));
    return { tokens: begun, check };
  };
}

/**
 * So much of the list, over and over, that the work takes the whole time.
 *
 * @template T
 * @param {T[]} list
 * @param {(list: T[]) => Promise<unknown>} work
 * @returns {Promise<T[]>}
 */
async function longList(list, work) {
  const begin = performance.now();
  await work(list);
  const took = performance.now() - begin;
  const length = Math.ceil((list.length * seconds * 1000) / took);
  return Array.from({ length }, (_, index) => list[index % list.length]);
}

/**
 * Calls, so many at a time, until the time is over.
 *
 * @param {(index: number) => Promise<void>} call
 * @returns {Promise<number>}  how many
 */
async function inFlight(call) {
  const end = performance.now() + seconds * 1000;
  let begun = 0;
  const worker = async () => {
    while (performance.now() < end) {
      begun += 1;
      await call(begun - 1);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return begun;
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
function print(name, ...cells) {
  console.log(name.padEnd(20) + cells.map((cell) => cell.padStart(WIDTH)).join(''));
}
