// From 100 bytes of payload to a megabyte.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';
import { createSigner, createVerifier, importKey } from 'jotmint';

import { createMaterial } from '../material.mjs';
import { importCryptoKey } from '../subjects/jose.mjs';
import { figure, line, race } from './race.mjs';

/** @import { Material } from '../material.mjs' */

/** Bytes of JSON. */
const SIZES = [100, 1000, 10_000, 100_000, 1_000_000];

/** Above what the largest payload comes to in base64, which is more than is taken by default. */
const MAX_TOKEN_LENGTH = 2_000_000;

/**
 * @param {'ES256' | 'HS256'} algorithm
 * @param {{ rounds: number, slice: number }} timing
 * @param {(line: string) => void} print
 */
export async function measureSizes(algorithm, timing, print) {
  print(line(algorithm, 'payload', 'jotmint', 'jose', 'ratio', 'ours/kB', 'jose/kB', 'a kB more'));
  const material = createMaterial(algorithm);
  const libraries = [];
  for (const size of SIZES) {
    libraries.push(await librariesOf(material, payloadOf(size, material)));
  }
  for (const name of /** @type {const} */ (['sign', 'verify'])) {
    const contenders = libraries.map((each) => each[name]);
    let before;
    for (const [index, { ours, jose, ratio }] of (await race(contenders, timing)).entries()) {
      const kilobytes = SIZES[index] / 1000;
      print(
        line(
          name,
          sizeName(SIZES[index]),
          figure(ours),
          figure(jose),
          ratio.toFixed(2),
          figure(ours / kilobytes),
          figure(jose / kilobytes),
          before ? figure((ours - before.ours) / (kilobytes - before.kilobytes)) : '-',
        ),
      );
      before = { ours, kilobytes };
    }
  }
}

/**
 * What both do with a payload, once each has made a token of it that the other accepts, and has
 * refused that token with another signature.
 *
 * @param {Material} material
 * @param {object} payload
 */
async function librariesOf({ algorithm, audience, header, keyid, privateKey, publicKey }, payload) {
  const signer = createSigner(importKey(privateKey.encoded, { algorithm }), { algorithm, keyid });
  const verifier = createVerifier(importKey(publicKey.encoded, { algorithm }), {
    algorithms: [algorithm],
    audience,
    maxTokenLength: MAX_TOKEN_LENGTH,
  });
  const joseKeys = {
    private: await importCryptoKey(privateKey, algorithm, importPKCS8),
    public: await importCryptoKey(publicKey, algorithm, importSPKI),
  };
  const joseOptions = { algorithms: [algorithm], audience };
  const joseSign = () =>
    new SignJWT(/** @type {any} */ (payload))
      .setProtectedHeader(header)
      .setIssuedAt()
      .sign(joseKeys.private);
  const joseVerify = (/** @type {string} */ token) =>
    jwtVerify(token, joseKeys.public, joseOptions);

  const token = signer.sign(payload);
  const { iat, ...joseRead } = (await joseVerify(token)).payload;
  assert.deepEqual(joseRead, payload, 'jose reads something else in our token');
  assert.ok(typeof iat === 'number', 'our token has no iat');
  const { iat: _, ...oursRead } = verifier.verify(await joseSign()).payload;
  assert.deepEqual(oursRead, payload, "we read something else in jose's token");
  const forged = `${token.slice(0, -12)}${'A'.repeat(12)}`;
  assert.throws(() => verifier.verify(forged), { code: 'ERR_SIGNATURE_INVALID' });
  await assert.rejects(joseVerify(forged), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });

  return {
    sign: { ours: () => signer.sign(payload), jose: joseSign },
    verify: { ours: () => verifier.verify(token), jose: () => joseVerify(token) },
  };
}

/**
 * Claims with as many addresses as make up the size, and a text for the rest.
 *
 * @param {number} size  bytes of its JSON
 * @param {Material} material
 */
function payloadOf(size, { payload: { aud, exp } }) {
  const payload = { aud, exp, addresses: /** @type {string[]} */ ([]), text: '' };
  const address = () => `0x${randomBytes(20).toString('hex')}`;
  const length = JSON.stringify([address()]).length - 1;
  const room = size - JSON.stringify(payload).length;
  payload.addresses = Array.from({ length: Math.floor(room / length) }, address);
  payload.text = '-'.repeat(size - JSON.stringify(payload).length);
  assert.equal(JSON.stringify(payload).length, size);
  return payload;
}

/**
 * @param {number} size
 * @returns {string}
 */
function sizeName(size) {
  if (size < 1000) return `${size} B`;
  return size < 1_000_000 ? `${size / 1000} kB` : `${size / 1_000_000} MB`;
}
