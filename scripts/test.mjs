/** `npm test`: everything there is to check, from a fresh clone, on every engine. */
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, sep } from 'node:path';
import { buildAddonOnRing } from './addon.mjs';
import { requireBrowsers } from './browsers.mjs';
import { buildBuilder } from './builder.mjs';
import { requireDependencies } from './dependencies.mjs';
import { buildFacade } from './facade.mjs';
import { checkInstructions, requireValgrind } from './instructions.mjs';
import { biome, clippy, rustfmt } from './lint.mjs';
import { packGate, packNode, packWeb } from './pack.mjs';
import { runSteps } from './report.mjs';
import { bin, main, root, run, Stop } from './run.mjs';
import { requireToolchain } from './toolchain.mjs';

let nodeTarballs = [];
let webTarball = '';
let gateTarball = '';

/** @type {import('./report.mjs').Step[]} */
const steps = [
  { name: 'JavaScript form and habits (biome)', run: biome },
  { name: 'Rust form (rustfmt)', run: rustfmt },
  { name: 'Rust habits (clippy)', run: clippy },
  {
    name: 'types generated from Rust are current',
    run: () => run('cargo', ['run', '--locked', '--package=xtask', '--', 'types', '--check']),
  },
  { name: 'façade types, without Node', run: () => bin('tsc', ['-p', 'npm/api']) },
  { name: 'façade types, with Node', run: () => bin('tsc', ['-p', 'npm/node']) },
  { name: 'core on ring', counts: true, run: () => rustTests('jotmint', 'ring') },
  { name: 'core on aws-lc-rs', counts: true, run: () => rustTests('jotmint', 'aws-lc-rs') },
  { name: 'core on RustCrypto', counts: true, run: () => rustTests('jotmint', 'rustcrypto') },
  {
    name: 'core, engines against each other',
    counts: true,
    run: () => rustTests('jotmint', 'aws-lc-rs,rustcrypto'),
  },
  { name: 'gate, its parts', counts: true, run: () => rustTests('jotmint-gate') },
  { name: 'packages', run: packages },
  { name: 'types as users see them', run: () => bin('tsc', ['-p', 'npm/node/type-tests']) },
  {
    name: 'package form (publint)',
    run: () => bin('publint', ['run', '--strict', nodeTarballs[0]]),
  },
  { name: 'package types (attw)', run: () => bin('attw', [nodeTarballs[0]]) },
  { name: 'JavaScript tests, addon on aws-lc-rs', counts: true, run: () => addonTests() },
  {
    name: 'JavaScript tests, addon on ring',
    counts: true,
    run: async () => addonTests({ JOTMINT_ADDON: await buildAddonOnRing() }),
  },
  { name: 'instructions of the hot paths', run: checkInstructions },
  { name: 'web package', run: webPackage },
  { name: 'web types as users see them', run: () => bin('tsc', ['-p', 'npm/web/type-tests']) },
  {
    name: 'web package form (publint)',
    run: () => bin('publint', ['run', '--strict', webTarball]),
  },
  {
    name: 'web package types (attw)',
    run: () =>
      bin('attw', [webTarball, '--profile=esm-only', '--exclude-entrypoints=jotmint.wasm']),
  },
  {
    name: 'suite on WebAssembly in Node',
    counts: true,
    run: () => jsTests((name) => name === 'web/node.test.mjs'),
  },
  {
    name: 'suite on WebAssembly in Chromium',
    counts: true,
    run: () => jsTests((name) => name === 'web/chromium.test.mjs'),
  },
  {
    name: 'suite on WebAssembly in Firefox',
    counts: true,
    run: () => jsTests((name) => name === 'web/firefox.test.mjs'),
  },
  {
    name: 'web package in browsers, bundlers and runtimes',
    counts: true,
    run: () => jsTests((name) => name.startsWith('web/') && !SUITE_ON_WEB.includes(name)),
  },
  { name: 'token builder page', run: buildBuilder },
  { name: 'token builder page, types', run: () => bin('tsc', ['-p', 'npm/builder']) },
  {
    name: 'token builder page in Chromium',
    counts: true,
    // They wait for frames more than they work.
    run: () => jsTests((name) => name.startsWith('builder/'), {}, availableParallelism()),
  },
  { name: 'gate package', run: gatePackage },
  { name: 'gate types', run: () => bin('tsc', ['-p', 'npm/gate']) },
  {
    name: 'gate types as users see them',
    run: () => bin('tsc', ['-p', 'npm/gate/type-tests']),
  },
  {
    name: 'gate package form (publint)',
    run: () => bin('publint', ['run', '--strict', gateTarball]),
  },
  { name: 'gate package types (attw)', run: () => bin('attw', [gateTarball, '--profile=node16']) },
  {
    name: 'gate before an Ethereum node, and in other servers',
    counts: true,
    run: () => jsTests((name) => name.startsWith('gate/')),
  },
];

const MINUTE = 60_000;

/** One subject each: a file that finds fewer tests than the addon runs fails. */
const SUITE_ON_WEB = ['node', 'chromium', 'firefox'].map((name) => `web/${name}.test.mjs`);

async function packages() {
  await buildFacade();
  nodeTarballs = await packNode();
}

async function webPackage() {
  [webTarball] = await packWeb();
}

async function gatePackage() {
  [gateTarball] = await packGate();
}

/** Unit, integration and documentation tests. */
async function rustTests(name, engine) {
  const features = engine === undefined ? [] : ['--no-default-features', `--features=${engine}`];
  const output = await tested('cargo', ['test', '--locked', `--package=${name}`, ...features]);
  return sum(output, /^test result: ok\. (\d+) passed/gm);
}

function addonTests(env) {
  return jsTests((name) => !/^(web|builder|gate)\//.test(name), env, availableParallelism());
}

/**
 * @param {(name: string) => boolean} chosen by path in js-tests/
 * @param {number} [atOnce] how many files run side by side
 */
async function jsTests(chosen, env = {}, atOnce = 1) {
  const folder = join(root, 'js-tests');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(sep, '/'))
    .filter((name) => /\.test\.m?js$/.test(name) && !name.includes('node_modules'))
    .filter(chosen)
    .map((name) => join(folder, name));
  if (files.length === 0) throw new Stop('js-tests/ holds no such *.test.mjs');
  const options = ['--test', '--test-reporter=spec', `--test-concurrency=${atOnce}`];
  const args = [...options, `--test-timeout=${5 * MINUTE}`, ...files];
  const output = await tested(process.execPath, args, env);
  return sum(output, /^\S+ pass (\d+)$/gm);
}

/** Runs tests and shows what they print. One that hangs is a failure, and not the end of the rest. */
function tested(command, args, env) {
  return run(command, args, { capture: true, show: true, limit: 15 * MINUTE, env });
}

function sum(text, pattern) {
  return [...text.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
}

main(async () => {
  await requireToolchain();
  await requireDependencies();
  await requireBrowsers();
  await requireValgrind();
  if (!(await runSteps(steps))) process.exitCode = 1;
});
