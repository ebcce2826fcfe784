// What a result must be before it is timed: that every library does the work its row says, and
// the same work.

import assert from 'node:assert/strict';

/** @import { Material } from './material.mjs' */
/** @import { Subject, Task } from './rows.mjs' */

/** Seconds that an `iat` may be off. */
const IAT_TOLERANCE = 60;

/**
 * A token must carry the header and payload that were asked for, with the time of signing, and
 * every other library that has the algorithm must accept it.
 *
 * @param {Subject} subject
 * @param {Task} task
 * @param {Material} material
 * @param {readonly Subject[]} all
 */
export async function checkSign(subject, task, material, all) {
  const token = /** @type {string} */ (await resultOf(task));
  const [header, payload] = token
    .split('.', 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
  assert.deepEqual(header, material.header, 'its header is not what was asked for');
  const { iat, ...claims } = payload;
  assert.deepEqual(claims, material.payload, 'its payload is not what was asked for');
  assert.ok(Math.abs(iat - Date.now() / 1000) < IAT_TOLERANCE, `its iat is ${iat}`);

  const verifiers = all.filter(
    (other) =>
      other !== subject && 'verify' in other.tasks && other.algorithms.includes(header.alg),
  );
  assert.ok(verifiers.length > 0, 'no other library can verify its token');
  for (const verifier of verifiers) {
    const verified = await resultOf(await verifier.tasks.verify({ ...material, token })).catch(
      (cause) => {
        throw new Error(`${verifier.name} refuses its token`, { cause });
      },
    );
    assert.deepEqual(verified, payload, `${verifier.name} reads something else in it`);
  }
}

/**
 * The payload must come back, and the signature, the time and the audience must have been looked
 * at: a token that is wrong in one of them must be refused.
 *
 * @param {Subject} subject
 * @param {Task} task
 * @param {Material} material
 */
export async function checkVerify(subject, task, material) {
  assert.deepEqual(await resultOf(task), material.claims, 'the payload did not come back');
  for (const [why, token] of Object.entries(material.refused)) {
    const refusal = await subject.tasks.verify({ ...material, token });
    await assert.rejects(resultOf(refusal), `it accepts ${why}`);
  }
}

/**
 * @param {Subject} _subject
 * @param {Task} task
 * @param {Material} material
 */
export async function checkDecode(_subject, task, { header, claims }) {
  const decoded = await resultOf(task);
  assert.deepEqual(decoded, { header, payload: claims }, 'it decodes to something else');
}

/**
 * @param {Task} task
 * @returns {Promise<unknown>}
 */
async function resultOf({ run, read = (result) => result }) {
  return read(await run());
}
