// Start-up: a whole process that imports a library, mints one token from a PEM and ends. The
// programs in start/ take turns, in a new order each round.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { checkSign } from './check.mjs';
import { createMaterial } from './material.mjs';
import { median, quantile, shuffled } from './measure.mjs';
import fastJwt from './subjects/fast-jwt.mjs';
import jose from './subjects/jose.mjs';
import jotmint from './subjects/jotmint.mjs';
import jsonwebtoken from './subjects/jsonwebtoken.mjs';
import nodeRs from './subjects/node-rs.mjs';

/** What Node takes by itself. */
const NOTHING = 'nothing';

/** The programs, by what they start. */
const PROGRAMS = new Map([
  [jotmint, 'jotmint'],
  [jsonwebtoken, 'jsonwebtoken'],
  [jose, 'jose'],
  [fastJwt, 'fast-jwt'],
  [nodeRs, 'node-rs'],
]);

const WIDTH = 12;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

const material = createMaterial('ES256');
const { privateKey, payload, keyid } = material;
const given = JSON.stringify({ pem: privateKey.encoded, payload, keyid });

await check();
report(measureStarts());

/** Every program mints the token that was asked for, and other libraries accept it. */
async function check() {
  for (const [subject, program] of PROGRAMS) {
    const others = [...PROGRAMS.keys()].filter((other) => other !== subject);
    try {
      const task = { run: () => start(program).output.trim() };
      await checkSign({ task, build: () => task, material, others });
    } catch (cause) {
      throw new Error(`start, ${program}: the result is wrong, so nothing is timed`, { cause });
    }
  }
}

/**
 * @returns {Map<string, number[]>}  milliseconds, by program, round by round
 */
function measureStarts() {
  const programs = [...PROGRAMS.values(), NOTHING];
  const samples = new Map(programs.map((program) => [program, /** @type {number[]} */ ([])]));
  for (let round = 0; round < rounds; round += 1) {
    for (const program of shuffled(programs)) {
      samples.get(program)?.push(start(program).milliseconds);
    }
  }
  return samples;
}

/**
 * @param {Map<string, number[]>} samples
 */
function report(samples) {
  const ours = samples.get('jotmint') ?? [];
  console.log(
    `A process that imports the library, mints one ES256 token from a PEM and ends, in milliseconds:
the median and quartiles of ${rounds}. The ratio is its time to ours in the same round.
`,
  );
  print('', 'median', 'quartiles', 'ratio');
  for (const [program, own] of samples) {
    const ratio = median(own.map((took, round) => took / ours[round]));
    const quartiles = [quantile(own, 0.25), quantile(own, 0.75)];
    print(
      program,
      median(own).toFixed(1),
      quartiles.map((value) => value.toFixed(1)).join('-'),
      program === NOTHING || own === ours ? '' : ratio.toFixed(2),
    );
  }
}

/**
 * @param {string} program
 * @returns {{ output: string, milliseconds: number }}
 */
function start(program) {
  const path = fileURLToPath(new URL(`./start/${program}.mjs`, import.meta.url));
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, given], {
    encoding: 'utf8',
  });
  const milliseconds = performance.now() - begin;
  if (status !== 0) {
    throw new Error(`${program} ends with ${status}: ${stderr}`);
  }
  return { output: stdout, milliseconds };
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
function print(name, ...cells) {
  console.log(name.padEnd(14) + cells.map((cell) => cell.padStart(WIDTH)).join(''));
}
