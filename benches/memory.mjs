// Memory: what a million tokens leave behind, and what keys, signers and verifiers do that nobody
// holds any more. Needs `node --expose-gc`.

import assert from 'node:assert/strict';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { createSigner, createVerifier, importKey } from 'jotmint';

import { createMaterial } from './material.mjs';

const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '1000000' },
    handles: { type: 'string', default: '20000' },
  },
});
const tokens = Number(values.tokens);
const handles = Number(values.handles);

/** Tokens that are there at the same time. */
const CHUNK = 1000;

/**
 * Of these, for each way: the most by single calls, a share off the main thread.
 *
 * @type {{ [way: string]: number }}
 */
const SHARES = { sync: 0.6, async: 0.2, many: 0.2 };

/** Rounds of as many handles again: an allocator keeps some room, but what is not freed adds up. */
const ROUNDS = 4;

/** Tokens that go by before the first look, in the same shares: what they leave is there to stay. */
const WARM_UP = 100_000;

const MEGABYTE = 1024 * 1024;

const figure = new Intl.NumberFormat('en');

const { algorithm, keyid, audience, privateKey, publicKey, payload } = createMaterial('ES256');
const signing = { algorithm, keyid };
const verifying = { algorithms: [algorithm], audience };
const signer = createSigner(importKey(privateKey.encoded), signing);
const verifier = createVerifier(importKey(publicKey.encoded), verifying);

/** Signs a chunk and verifies it, in each way. @type {{ [way: string]: () => Promise<void> }} */
const WAYS = {
  async sync() {
    for (let index = 0; index < CHUNK; index += 1) {
      const verified = verifier.verify(signer.sign(claims(index)));
      assert.equal(verified.payload.sub, `${index}`);
    }
  },

  async async() {
    const check = async (/** @type {unknown} */ _, /** @type {number} */ index) => {
      const verified = await verifier.verifyAsync(await signer.signAsync(claims(index)));
      assert.equal(verified.payload.sub, `${index}`);
    };
    await Promise.all(Array.from({ length: CHUNK }, check));
  },

  async many() {
    const list = Array.from({ length: CHUNK }, (_, index) => claims(index));
    const results = await verifier.verifyMany(await signer.signMany(list));
    for (const [index, result] of results.entries()) {
      assert.ok(result.ok);
      assert.equal(result.payload.sub, `${index}`);
    }
  },
};

if (globalThis.gc === undefined) {
  console.error('Usage: node --expose-gc memory.mjs [--tokens N] [--handles N]');
  process.exitCode = 2;
} else {
  console.log(`Memory of the process, in MB, each after a garbage collection: before and after
${figure.format(tokens)} tokens signed and verified with ES256, ${percentages()},
and while ${figure.format(handles)} signers and as many verifiers, each with a key of its own, are held,
and once they are let go.
`);
  print('', 'RSS', 'JS heap', 'change of RSS');
  await mintMillion();
  await dropHandles();
}

async function mintMillion() {
  await signAndVerify(Math.min(tokens, WARM_UP));
  const before = await settledMemory();
  printMemory('before, warmed up', before);
  await signAndVerify(tokens);
  printMemory('after', await settledMemory(), before);
}

async function dropHandles() {
  console.log();
  const before = await settledMemory();
  printMemory('before', before);
  for (let round = 1; round <= ROUNDS; round += 1) {
    await holdHandles(before, `held, round ${round}`);
    printMemory('let go', await settledMemory(), before);
  }
}

/**
 * Keys, signers and verifiers that are all in memory at once; they go when this returns.
 *
 * @param {Memory} before
 * @param {string} name
 */
async function holdHandles(before, name) {
  const signers = [];
  const verifiers = [];
  for (let index = 0; index < handles; index += 1) {
    signers.push(createSigner(importKey(privateKey.encoded), signing));
    verifiers.push(createVerifier(importKey(publicKey.encoded), verifying));
    if (index % CHUNK === 0) await setImmediate();
  }
  printMemory(name, await settledMemory(), before);
  // Used after the measurement, so that they are there while it is taken.
  assert.equal(verifiers[0].verify(signers[0].sign(claims(0))).payload.sub, '0');
}

/**
 * @param {number} count  of tokens, in the shares of the ways
 */
async function signAndVerify(count) {
  for (const [way, run] of Object.entries(WAYS)) {
    for (let chunk = 0; chunk < (count / CHUNK) * SHARES[way]; chunk += 1) {
      await run();
      // As in any server, what was finished is tidied up between two events.
      await setImmediate();
    }
  }
}

/**
 * @param {number} index
 */
function claims(index) {
  return { ...payload, sub: `${index}` };
}

function percentages() {
  return Object.entries(SHARES)
    .map(([way, share]) => `${share * 100} % ${way}`)
    .join(', ');
}

/** @typedef {{ rss: number, heapUsed: number }} Memory */

/**
 * Once everything has gone that nobody holds: an object of the addon's goes with its finalizer,
 * which runs after the collection, and pages are given back a little later.
 *
 * @returns {Promise<Memory>}
 */
async function settledMemory() {
  for (let time = 0; time < 5; time += 1) {
    globalThis.gc?.();
    await setTimeout(20);
  }
  return process.memoryUsage();
}

/**
 * @param {string} name
 * @param {Memory} memory
 * @param {Memory} [before]
 */
function printMemory(name, { rss, heapUsed }, before) {
  const change = before && (rss - before.rss) / MEGABYTE;
  print(
    name,
    (rss / MEGABYTE).toFixed(1),
    (heapUsed / MEGABYTE).toFixed(1),
    change === undefined ? '' : `${change < 0 ? '' : '+'}${change.toFixed(1)}`,
  );
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
function print(name, ...cells) {
  console.log(name.padEnd(20) + cells.map((cell) => cell.padStart(14)).join(''));
}
