// Where the time of one call goes: the whole of it, and the parts of which it is made, each by
// itself. What no part accounts for is the façade's, and garbage.

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { createMaterial } from './material.mjs';
import { measure, median } from './measure.mjs';
import engine from './subjects/engine.mjs';
import jotmint from './subjects/jotmint.mjs';

/** @import { Algorithm, Material } from './material.mjs' */
/** @import { Contender } from './measure.mjs' */
/** @import { SelfTimed } from './rows.mjs' */

/** @type {readonly Algorithm[]} */
const ALGORITHMS = ['HS256', 'EdDSA', 'ES256', 'RS256'];

const WIDTH = 12;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    slice: { type: 'string', default: '50' },
  },
});
const timing = { rounds: Number(values.rounds), slice: Number(values.slice) };

const addon = loadAddon();

console.log(`Nanoseconds of one call: medians of ${timing.rounds} rounds.
whole    the call as it is made
JSON     of it, the claims by JSON.stringify or JSON.parse
native   of it, the call into the addon, with the text ready
engine   of native, the bare signature
`);
print('', 'whole', 'JSON', 'native', 'engine');
for (const algorithm of ALGORITHMS) {
  const material = createMaterial(algorithm);
  for (const parts of [await signing(material), await verifying(material)]) {
    await show(parts);
  }
}
await show(decoding(createMaterial('RS256')));

/**
 * The contenders of a line; those it lacks are left out.
 *
 * @typedef {object} Parts
 * @property {string} name
 * @property {() => unknown} whole
 * @property {() => unknown} json
 * @property {() => unknown} native
 * @property {SelfTimed | undefined} [bare]
 */

/**
 * @param {Material} material
 * @returns {Promise<Parts>}
 */
async function signing(material) {
  const { algorithm, keyid, payload, privateKey } = material;
  const options = JSON.stringify({ algorithm });
  const handle = addon.createSigner(
    'jwt',
    imported(privateKey.encoded, options),
    JSON.stringify({ algorithm, keyid }),
  );
  const text = JSON.stringify(payload);
  return {
    name: `sign:${algorithm}`,
    whole: await task('sign', material),
    json: () => JSON.stringify(payload),
    native: () => handle.sign(text, Date.now() / 1000),
    bare: await bare('sign', material),
  };
}

/**
 * @param {Material} material
 * @returns {Promise<Parts>}
 */
async function verifying(material) {
  const { algorithm, audience, claims, publicKey, token } = material;
  const key = imported(publicKey.encoded, JSON.stringify({ algorithm }));
  const options = { algorithms: [algorithm], audience };
  const handle = addon.createVerifier([key], JSON.stringify(options));
  const text = oneByte(JSON.stringify(claims));
  return {
    name: `verify:${algorithm}`,
    whole: await task('verify', material),
    json: () => JSON.parse(text),
    native: () => handle.verify(token, Date.now() / 1000),
    bare: await bare('verify', material),
  };
}

/**
 * @param {Material} material
 * @returns {Promise<Parts>}
 */
async function decoding(material) {
  const decoder = addon.createDecoder();
  const text = oneByte(JSON.stringify(material.claims));
  return {
    name: `decode:${material.algorithm}`,
    whole: await task('decode', material),
    json: () => JSON.parse(text),
    native: () => decoder.decode(material.token),
  };
}

/**
 * What `run.mjs` times.
 *
 * @param {'sign' | 'verify' | 'decode'} kind
 * @param {Material} material
 * @returns {Promise<() => unknown>}
 */
async function task(kind, material) {
  const built = await jotmint.tasks[kind]?.(material);
  if (built === undefined || !('run' in built)) throw new Error(`no ${kind}`);
  return built.run;
}

/**
 * @param {'sign' | 'verify'} kind
 * @param {Material} material
 * @returns {Promise<SelfTimed | undefined>}
 */
async function bare(kind, material) {
  return /** @type {Promise<SelfTimed | undefined>} */ (engine.tasks[kind]?.(material));
}

/** As the addon gives it: a text that JSON.parse need not look at twice. @param {string} text */
function oneByte(text) {
  return Buffer.from(text).toString('latin1');
}

/**
 * @param {string | Buffer} encoded
 * @param {string} options
 */
function imported(encoded, options) {
  return typeof encoded === 'string'
    ? addon.importText(encoded, options)
    : addon.importSecret(encoded, options);
}

/** The addon by itself: the façade hides it. */
function loadAddon() {
  const folder = fileURLToPath(new URL('../npm/node/', import.meta.url));
  const name = readdirSync(folder).find((file) => file.endsWith('.node'));
  if (name === undefined) throw new Error('There is no addon: npm run build.');
  return createRequire(import.meta.url)(process.env.JOTMINT_ADDON ?? join(folder, name));
}

/** @param {Parts | Promise<Parts>} promised */
async function show(promised) {
  const { name, whole, json, native, bare } = await promised;
  /** @type {Contender[]} */
  const contenders = [
    { name: 'whole', run: whole },
    { name: 'JSON', run: json },
    { name: 'native', run: native },
    ...(bare ? [{ name: 'engine', ...bare }] : []),
  ];
  const samples = await measure(contenders, timing);
  const cells = ['whole', 'JSON', 'native', 'engine'].map((part) => {
    const rates = samples.get(part);
    return rates ? (1e9 / median(rates)).toFixed(0) : '-';
  });
  print(name, ...cells);
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
function print(name, ...cells) {
  console.log(name.padEnd(14) + cells.map((cell) => cell.padStart(WIDTH)).join(''));
}
