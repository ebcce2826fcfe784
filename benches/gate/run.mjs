// The entry: a node that does nothing, bare and behind the gate; then the decision alone; then a
// load of which a third is hostile.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { generateKeyPair, infura } from 'jotmint';

import { hostileLoad } from '../../js-tests/gate/hostile.mjs';
import { median, quantile } from '../measure.mjs';
import { saturate, steady, target } from './load.mjs';

/** @import { Target } from './load.mjs' */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    slice: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '64' },
    rates: { type: 'string', default: '400,1000,2000' },
    hostile: { type: 'string', default: '100000' },
  },
});
const rounds = Number(values.rounds);
const slice = Number(values.slice);
const connections = Number(values.connections);
const rates = values.rates.split(',').map(Number);

const folder = mkdtempSync(join(tmpdir(), 'jotmint-bench-'));
const children = /** @type {import('node:child_process').ChildProcess[]} */ ([]);
process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** What the gate may add at the median, in milliseconds. */
const AIM = 0.3;
/** More than a gate remembers, so that none of them is known when it comes again. */
const NEW_TOKENS = 3_000;
/** What the process may grow by in a long run, in megabytes. */
const GROWTH = 30;

const signers = Object.fromEntries(
  ['ES256', 'RS256'].map((algorithm) => {
    const { privateKey, publicKey } = generateKeyPair(/** @type {'ES256' | 'RS256'} */ (algorithm));
    const mint = (/** @type {number} */ number) =>
      infura.sign({ methods: ['eth_getBalance'], number }, privateKey, {
        keyid: algorithm,
        expiresIn: '1d',
      });
    return [algorithm, { key: { id: algorithm, publicKey: publicKey.toPem() }, mint }];
  }),
);
const keys = Object.values(signers).map(({ key }) => key);

await main();

async function main() {
  const [cpu] = cpus();
  console.log(
    `Node ${process.versions.node}, ${cpu?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`,
  );
  decisions();
  await proxied();
  if (Number(values.hostile) > 0) {
    const result = await hostileLoad(Number(values.hostile));
    console.log(`\nA third hostile: ${result.summary}; ${result.crashes} crashes`);
    const flaws = [
      ...Object.entries(result.wrong).map(([what, count]) => `${count} times ${what}`),
      ...(result.crashes > 0 ? [`${result.crashes} crashes`] : []),
      ...(result.served === result.expected.served
        ? []
        : [`the node was asked ${result.served} times, not ${result.expected.served}`]),
      ...(result.rss.growth > GROWTH ? [`it grew by more than ${GROWTH} MB`] : []),
    ];
    for (const flaw of flaws) console.log(`Wrong: ${flaw}`);
    if (flaws.length > 0) process.exitCode = 1;
  }
  process.exit();
}

/** What one decision takes, with nothing around it: about a token that is new, and one that is not. */
function decisions() {
  const gate = infura.createGate({ keys });
  const body = Buffer.from('{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":[]}');
  const took = (/** @type {string} */ authorization) => {
    const begin = performance.now();
    const { allowed } = gate.authorize({ authorization, body });
    const end = performance.now();
    if (!allowed) throw new Error('the gate refuses what it should let pass');
    return (end - begin) * 1000;
  };
  console.log('\nThe decision alone, in microseconds: the median of 2,000');
  print('', 'a new token', 'the same again');
  for (const [algorithm, { mint }] of Object.entries(signers)) {
    const tokens = Array.from({ length: 2_200 }, (_, number) => `Bearer ${mint(number)}`);
    const fresh = tokens.map(took).slice(200);
    const again = tokens.map(() => took(tokens[0] ?? '')).slice(200);
    print(algorithm, median(fresh).toFixed(0), median(again).toFixed(0));
  }
}

async function proxied() {
  const upstream = await started([fileURLToPath(new URL('./upstream.mjs', import.meta.url))]);
  const config = join(folder, 'project.json');
  writeFileSync(config, JSON.stringify({ keys }));
  const command = fileURLToPath(new URL('../../npm/node/bin/jotmint.mjs', import.meta.url));
  const gate = await started([
    ...[command, 'gate', '--config', config, '--upstream', upstream.url],
    ...['--listen', '127.0.0.1:0', '--metrics', '127.0.0.1:0'],
  ]);
  const open = await started([fileURLToPath(new URL('./open.mjs', import.meta.url)), upstream.url]);
  const targets = [
    target({ name: 'bare', ...upstream }, connections),
    target({ name: 'a hop', ...open }, connections),
    ...Object.entries(signers).map(([algorithm, { mint }]) =>
      target({ name: algorithm, ...gate, authorizations: [`Bearer ${mint(0)}`] }, connections),
    ),
  ];
  const strangers = Object.entries(signers).map(([algorithm, { mint }]) => {
    const authorizations = Array.from(
      { length: NEW_TOKENS },
      (_, number) => `Bearer ${mint(number)}`,
    );
    return target({ name: `${algorithm}, new`, ...gate, authorizations }, connections);
  });
  for (const each of targets) await saturate(each, 2_000);

  for (const rate of rates) {
    const all = [...targets, ...strangers];
    const steadily = await measured(all, (each) => steady(each, rate, slice));
    console.log(`\n${rate} requests a second on ${connections} connections, milliseconds`);
    print('', 'p50', 'p99', 'added at p50', 'its quartiles', `at most ${AIM}`);
    for (const { name, samples } of steadily) {
      const added = samples.map((took, round) => median(took) - median(bare(steadily, round)));
      const [low, high] = [quantile(added, 0.25), quantile(added, 0.75)];
      const all = samples.flat();
      const figures = [median(all).toFixed(2), quantile(all, 0.99).toFixed(2)];
      if (name !== 'bare') {
        figures.push(median(added).toFixed(2), `${low.toFixed(2)} to ${high.toFixed(2)}`);
        figures.push(median(added) <= AIM ? 'yes' : 'no');
      }
      print(name, ...figures);
    }
  }

  const saturated = await measured(targets, (each) => saturate(each, slice));
  console.log(`\nAs many as ${connections} connections take`);
  print('', 'req/s', 'p50', 'p99', 'CPU ms each');
  for (const { name, samples, cpu } of saturated) {
    const all = samples.flat();
    print(
      name,
      median(samples.map((took) => (took.length * 1000) / slice)).toFixed(0),
      median(all).toFixed(2),
      quantile(all, 0.99).toFixed(2),
      (cpu / all.length).toFixed(3),
    );
  }
}

/** @param {string[]} cells */
function print(...cells) {
  const [name = '', ...figures] = cells;
  console.log(name.padEnd(11) + figures.map((figure) => figure.padStart(15)).join(''));
}

/**
 * @param {{ name: string, samples: number[][] }[]} measured
 * @param {number} round
 * @returns {number[]}
 */
function bare(measured, round) {
  return measured.find(({ name }) => name === 'bare')?.samples[round] ?? [];
}

/**
 * The targets take turns, each round in another order, so that what disturbs the machine disturbs
 * all of them.
 *
 * @param {Target[]} targets
 * @param {(target: Target) => Promise<number[]>} load
 */
async function measured(targets, load) {
  const rows = targets.map((each) => ({
    name: each.name,
    target: each,
    samples: /** @type {number[][]} */ ([]),
    cpu: 0,
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const row of rows.map((_, index) => rows[(index + round) % rows.length])) {
      if (!row) continue;
      const before = cpuOf(row.target.pid);
      row.samples.push(await load(row.target));
      row.cpu += cpuOf(row.target.pid) - before;
    }
  }
  return rows;
}

/**
 * What a process has taken of the processor, in milliseconds; nothing where the system does not say.
 *
 * @param {number} pid
 */
function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // The system counts in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/**
 * Starts a program that tells its address in a line of JSON.
 *
 * @param {string[]} args
 * @returns {Promise<{ url: string, pid: number }>}
 */
async function started(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = await new Promise((resolve) => {
    lines.once('line', (...found) => resolve(found));
  });
  return { url: JSON.parse(line).url, pid: child.pid ?? 0 };
}
