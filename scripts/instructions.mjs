/**
 * `npm run bench:instructions`: how many instructions each step of the core takes, counted by
 * valgrind's callgrind, beside the baseline in crates/bench/instructions.json. Fails where one takes
 * more than the tolerance above it; `--write` writes the baseline anew.
 *
 * A count does not depend on what else the machine does. What it does depend on is in the baseline:
 * where the compiler, valgrind or the kind of processor is another, the comparison is printed and
 * nothing fails.
 *
 * - Engines choose their code by what the processor can do. Under valgrind they are told of
 *   valgrind's own: no ADX, SHA or AVX-512 whatever the machine has, AVX2 where the machine has it.
 *   So HS256 is counted with ring's HMAC, not with RustCrypto's.
 * - ring's counts are the same at every run, signatures with random numbers included, but for
 *   checking ECDSA, which takes another way for another signature (0.6 %). AWS-LC's move a little
 *   more, and it draws on RDRAND where there is one. So it is ring that is counted on.
 * - The program is linked as the addon is, from the very libraries that the addon on ring is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isProgram, main, root, run, Stop, say } from './run.mjs';
import { canInstall, find, install } from './system-packages.mjs';
import { requireToolchain } from './toolchain.mjs';

const BASELINE = join(root, 'crates', 'bench', 'instructions.json');

/** A share of the baseline. */
const TOLERANCE = 0.05;

const WRITE = 'npm run bench:instructions -- --write';

/** Stops where valgrind is missing and cannot be installed. It is asked for on Linux only. */
export async function requireValgrind() {
  if (process.platform !== 'linux' || find('valgrind') !== undefined) return;
  if (canInstall()) await install(['valgrind'], 'valgrind');
  if (find('valgrind') === undefined) {
    throw new Stop(
      'Before instructions can be counted, install valgrind: sudo apt-get install valgrind',
    );
  }
}

/** Compares, and rejects with the table where a step takes too many. */
export async function checkInstructions() {
  if (process.platform !== 'linux') return say('instructions are counted on Linux only');
  const { report, fails } = compare(JSON.parse(readFileSync(BASELINE, 'utf8')), await measured());
  if (fails) throw new Stop(report);
  process.stderr.write(report);
}

async function writeBaseline() {
  const now = await measured();
  writeFileSync(BASELINE, `${JSON.stringify(now, null, 2)}\n`);
  process.stderr.write(`${BASELINE} is written: ${Object.keys(now.instructions).length} steps\n`);
}

/** @typedef {{ made: Record<string, string>, instructions: Record<string, number> }} Counts */

/** @returns {Promise<Counts>} */
async function measured() {
  const program = await build();
  const names = (await run(program, [], { capture: true })).trim().split('\n');
  return { made: await surroundings(), instructions: await countAll(program, names) };
}

/** What a count depends on besides the sources. */
async function surroundings() {
  const about = await run('rustc', ['--version', '--verbose'], { capture: true });
  const valgrind = await run('valgrind', ['--version'], { capture: true });
  const avx2 = /\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  return {
    rustc: about.split('\n')[0],
    host: /^host: (.+)$/m.exec(about)?.[1] ?? '',
    valgrind: valgrind.trim(),
    processor: avx2 ? 'with AVX2' : 'without AVX2',
  };
}

/** @param {Counts} baseline @param {Counts} now */
function compare(baseline, now) {
  const names = new Set([...Object.keys(baseline.instructions), ...Object.keys(now.instructions)]);
  const rows = [...names].map((name) =>
    comparison(name, baseline.instructions[name], now.instructions[name]),
  );
  const lines = [];
  const other = Object.keys(now.made).filter((what) => baseline.made[what] !== now.made[what]);
  for (const what of other) {
    lines.push(`${what}: ${now.made[what]}; the baseline's: ${baseline.made[what]}\n`);
  }
  const bad = rows.filter(({ verdict }) => FAILURES.includes(verdict));
  const fails = bad.length > 0 && other.length === 0;
  if (other.length > 0) lines.push('So counts may differ, and nothing fails.\n');
  if (fails) lines.push(`FAILED: ${bad.map(({ name }) => name).join('; ')}\n`);
  if (rows.some(({ verdict }) => verdict !== '')) {
    lines.push(`Where it is meant to be so, write the baseline anew: ${WRITE}\n`);
  }
  const remarks = lines.length > 0 ? `\n${lines.join('')}` : '';
  return { report: `${table(rows)}${remarks}`, fails };
}

const MORE = 'MORE';
const LESS = 'less';
const NEW = 'not in the baseline';
const GONE = 'in the baseline only';
const FAILURES = [MORE, NEW, GONE];

function comparison(name, before, after) {
  const change = before === undefined || after === undefined ? undefined : after / before - 1;
  return { name, before, after, change, verdict: verdict(before, after, change) };
}

function verdict(before, after, change) {
  if (before === undefined) return NEW;
  if (after === undefined) return GONE;
  if (change > TOLERANCE) return MORE;
  return change < -TOLERANCE ? LESS : '';
}

function table(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const number = (value) => (value?.toLocaleString('en-US') ?? '-').padStart(12);
  const line = (name, before, after, change, verdict) =>
    `${`${name.padEnd(width)}${before}${after}${change.padStart(9)}  ${verdict}`.trimEnd()}\n`;
  const head = line('step', 'baseline'.padStart(12), 'now'.padStart(12), 'change', '');
  const percent = (change) =>
    change === undefined ? '-' : `${change < 0 ? '' : '+'}${(change * 100).toFixed(1)} %`;
  const body = rows.map(({ name, before, after, change, verdict }) =>
    line(name, number(before), number(after), percent(change), verdict),
  );
  return `\n${head}${body.join('')}`;
}

/**
 * With crates/node beside it, so that cargo settles on the same features of the same libraries: what
 * the addon on ring has built is used again.
 */
async function build() {
  say('building what is counted (in a fresh clone this takes a few minutes)');
  const messages = await run(
    'cargo',
    [
      'build',
      '--release',
      '--locked',
      '--package=jotmint-node',
      '--package=jotmint-bench',
      '--bin=instructions',
      '--no-default-features',
      '--features=jotmint-node/ring,jotmint-bench/ring',
      '--message-format=json-render-diagnostics',
    ],
    { capture: true },
  );
  const artifacts = messages.split('\n').filter((line) => line.startsWith('{'));
  const program = artifacts
    .map((line) => JSON.parse(line))
    .find(({ target, executable }) => target?.name === 'instructions' && executable);
  if (program === undefined) throw new Stop('cargo built no program that could be counted');
  return program.executable;
}

/** Each in a process of its own, so that none depends on what ran before it. */
async function countAll(program, names) {
  say(`counting ${names.length} steps`);
  const counts = new Map();
  const waiting = [...names];
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      counts.set(name, await count(program, name));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return Object.fromEntries(names.map((name) => [name, counts.get(name)]));
}

async function count(program, name) {
  const log = await run('valgrind', [...CALLGRIND, program, name], { capture: true });
  const counted = Number(/Collected : (\d+)/.exec(log)?.[1] ?? 0);
  if (counted === 0) throw new Stop(`callgrind counted nothing for ${name}:\n${log}`);
  return counted;
}

/** The function is the one in crates/bench/src/bin/instructions.rs. */
const CALLGRIND = [
  '--tool=callgrind',
  '--callgrind-out-file=/dev/null',
  '--log-fd=1',
  '--collect-atstart=no',
  '--toggle-collect=*counted*',
];

if (isProgram(import.meta.url)) {
  main(async () => {
    const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
    await requireToolchain();
    await requireValgrind();
    await (values.write ? writeBaseline() : checkInstructions());
  });
}
