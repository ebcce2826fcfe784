/**
 * `npm run bench:rust`: the steps of the core, timed by criterion, on one engine and then on the
 * other. Arguments go to criterion: a part of a step's name, `--save-baseline`, and so on.
 */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { main, run, Stop, say } from './run.mjs';
import { requireToolchain } from './toolchain.mjs';

const ENGINES = ['aws-lc-rs', 'ring'];

main(async () => {
  await requireToolchain();
  const home = join(await targetFolder(), 'criterion');
  mkdirSync(home, { recursive: true });
  const begin = Date.now();
  for (const engine of ENGINES) {
    say(`the core on ${engine} (building it takes a few minutes the first time)`);
    await run('cargo', cargoBench(engine, process.argv.slice(2)), {
      env: { CRITERION_HOME: home },
    });
  }
  process.stdout.write(table(results(home, begin)));
});

function cargoBench(engine, args) {
  return [
    'bench',
    '--locked',
    '--package=jotmint-bench',
    '--bench=steps',
    '--no-default-features',
    `--features=${engine}`,
    '--',
    ...args,
  ];
}

async function targetFolder() {
  const args = ['metadata', '--no-deps', '--format-version=1'];
  return JSON.parse(await run('cargo', args, { capture: true })).target_directory;
}

/** Medians in nanoseconds by step and engine, in the order in which they were measured. */
function results(home, begin) {
  const found = readdirSync(home, { recursive: true, encoding: 'utf8' })
    .map((name) => join(home, name))
    .filter((path) => basename(path) === 'estimates.json' && basename(dirname(path)) === 'new')
    .map((path) => measurement(path))
    .filter(({ time }) => time >= begin)
    .sort((a, b) => a.time - b.time);
  if (found.length === 0) throw new Stop('No step of that name was measured.');
  const steps = new Map();
  for (const { step, engine, median } of found) {
    steps.set(step, { ...steps.get(step), [engine]: median });
  }
  return steps;
}

function measurement(path) {
  const read = (name) => JSON.parse(readFileSync(join(dirname(path), name), 'utf8'));
  const { group_id: step, function_id: engine } = read('benchmark.json');
  const median = read('estimates.json').median.point_estimate;
  return { step, engine, median, time: statSync(path).mtimeMs };
}

function table(steps) {
  const width = Math.max(...[...steps.keys()].map((step) => step.length));
  const line = (step, cells) =>
    `${step.padEnd(width)}${cells.map((c) => c.padStart(14)).join('')}\n`;
  const rows = [...steps].map(([step, medians]) =>
    line(step, [...ENGINES.map((engine) => duration(medians[engine])), ratio(medians)]),
  );
  return `\n${line('median', [...ENGINES, 'ratio'])}${rows.join('')}`;
}

function duration(nanoseconds) {
  if (nanoseconds === undefined) return '-';
  return `${(nanoseconds / 1000).toLocaleString('en-US', { maximumSignificantDigits: 4 })} µs`;
}

function ratio(medians) {
  const [first, second] = ENGINES.map((engine) => medians[engine]);
  return first === undefined || second === undefined ? '-' : (second / first).toFixed(2);
}
