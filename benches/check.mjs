// What a result must be before it is timed: that every library does the work its row says, and
// the same work.

import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

import { mint } from './material.mjs';

/** @import { BadTokens, ManyPayloads, ManyTokens } from './many.mjs' */
/** @import { Material } from './material.mjs' */
/** @import { Made, Subject, Task } from './rows.mjs' */

/**
 * What a check is given.
 *
 * @template {Material} [M=Material]
 * @typedef {object} Trial
 * @property {Task} task  to be checked
 * @property {(material: M) => Made | Promise<Made>} build  makes such a task of other material
 * @property {M} material
 * @property {readonly Subject[]} others  everyone else
 */

/** Seconds that an `iat` may be off. */
const IAT_TOLERANCE = 60;

/** Seconds that a token lives at least that is to expire while it is looked at. */
const SHORT_LIFE = 0.3;

/**
 * A token must carry the header and payload that were asked for, with the time of signing, and
 * every other library that has the algorithm must accept it.
 *
 * @param {Trial} trial
 */
export async function checkSign({ task, material, others }) {
  await checkMinted(await resultOf(task), material, verifiersAmong(others, material));
}

/**
 * The same of each token, in order; but one other library is enough.
 *
 * @param {Trial<ManyPayloads>} trial
 */
export async function checkSignMany({ task, material, others }) {
  const tokens = /** @type {unknown[]} */ (await resultOf(task));
  assert.equal(tokens.length, material.payloads.length, 'it is not one token a payload');
  const [verifier] = verifiersAmong(others, material);
  for (const [index, payload] of material.payloads.entries()) {
    await checkMinted(tokens[index], { ...material, payload }, [verifier]);
  }
}

/**
 * The payload must come back, and the signature, the time and the audience must have been looked
 * at: a token that is wrong in one of them must be refused.
 *
 * @param {Trial} trial
 */
export async function checkVerify({ task, build, material }) {
  assert.deepEqual(await resultOf(task), material.claims, 'the payload did not come back');
  for (const [why, token] of Object.entries(material.refused)) {
    const refusal = await build({ ...material, token });
    await assert.rejects(resultOf(refusal), `it accepts ${why}`);
  }
}

/**
 * What is remembered must be no less: bad tokens are refused the second time too, the payload still
 * comes back then, and a token that was good is refused once it has expired.
 *
 * @param {Trial} trial
 */
export async function checkCached({ task, build, material }) {
  for (const time of ['first', 'second']) {
    assert.deepEqual(await resultOf(task), material.claims, `not the payload the ${time} time`);
  }
  for (const [why, token] of Object.entries(material.refused)) {
    const refusal = await build({ ...material, token });
    for (const time of ['first', 'second']) {
      await assert.rejects(resultOf(refusal), `it accepts ${why} the ${time} time`);
    }
  }

  const exp = Math.ceil(Date.now() / 1000 + SHORT_LIFE);
  const claims = { ...material.claims, exp };
  const token = mint(material.header, claims, material.privateKey.object);
  const expiring = await build({ ...material, token });
  assert.deepEqual(await resultOf(expiring), claims, 'it refuses what is about to expire');
  await setTimeout(exp * 1000 - Date.now() + 1);
  await assert.rejects(resultOf(expiring), 'it accepts what has expired since it was remembered');
}

/**
 * The payloads must come back, in order, and each token must have been looked at: one that is bad
 * is refused in its place, and no other.
 *
 * @param {Trial<ManyTokens>} trial
 */
export async function checkVerifyMany({ task, build, material }) {
  assert.deepEqual(await resultOf(task), material.manyClaims, 'the payloads did not come back');
  for (const [why, token] of Object.entries(material.refused)) {
    const place = Math.floor(Math.random() * material.tokens.length);
    const outcomes = /** @type {unknown[]} */ (
      await resultOf(await build({ ...material, tokens: material.tokens.with(place, token) }))
    );
    assert.ok(outcomes[place] instanceof Error, `it accepts ${why} among others`);
    assert.deepEqual(
      outcomes.toSpliced(place, 1),
      material.manyClaims.toSpliced(place, 1),
      `it reads the others otherwise beside ${why}`,
    );
  }
}

/**
 * Every bad token must be refused; and for what is bad about it, so a good one in its place must be
 * accepted.
 *
 * @param {Trial<BadTokens>} trial
 */
export async function checkRefuse({ task, build, material }) {
  const outcomes = /** @type {unknown[]} */ (await resultOf(task));
  assert.equal(outcomes.length, material.tokens.length, 'it is not one outcome a token');
  for (const [index, reason] of material.reasons.entries()) {
    const token = material.tokens[index];
    assert.ok(outcomes[index] instanceof Error, `it accepts a token that is ${reason}: ${token}`);
  }

  const place = Math.floor(Math.random() * material.tokens.length);
  const tokens = material.tokens.with(place, material.token);
  const good = /** @type {unknown[]} */ (await resultOf(await build({ ...material, tokens })));
  assert.deepEqual(good[place], material.claims, 'it refuses a good token');
}

/**
 * @param {Trial} trial
 */
export async function checkDecode({ task, material: { header, claims } }) {
  const decoded = await resultOf(task);
  assert.deepEqual(decoded, { header, payload: claims }, 'it decodes to something else');
}

/**
 * @param {unknown} token
 * @param {Material} material
 * @param {readonly Subject[]} verifiers  must accept it
 */
async function checkMinted(token, material, verifiers) {
  assert.ok(typeof token === 'string', `it is no token but ${token}`);
  const [header, payload] = token
    .split('.', 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
  assert.deepEqual(header, material.header, 'its header is not what was asked for');
  const { iat, ...claims } = payload;
  assert.deepEqual(claims, material.payload, 'its payload is not what was asked for');
  assert.ok(Math.abs(iat - Date.now() / 1000) < IAT_TOLERANCE, `its iat is ${iat}`);

  for (const verifier of verifiers) {
    const task = await verifier.tasks.verify({ ...material, token });
    const verified = await resultOf(task).catch((cause) => {
      throw new Error(`${verifier.name} refuses its token`, { cause });
    });
    assert.deepEqual(verified, payload, `${verifier.name} reads something else in it`);
  }
}

/**
 * @param {readonly Subject[]} others
 * @param {Material} material
 * @returns {Subject[]}  at least one
 */
function verifiersAmong(others, { algorithm }) {
  const verifiers = others.filter(
    ({ role, tasks, algorithms }) =>
      role !== 'engine' && 'verify' in tasks && algorithms.includes(algorithm),
  );
  assert.ok(verifiers.length > 0, 'no other library can verify its token');
  return verifiers;
}

/**
 * @param {Made} task
 * @returns {Promise<unknown>}
 */
async function resultOf(task) {
  assert.ok(task && 'run' in task, 'there is nothing to run');
  const { run, read = (result) => result } = task;
  return read(await run());
}
