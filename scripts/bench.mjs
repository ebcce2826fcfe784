/**
 * `npm run bench`: jotmint beside its peers and the bare engine, then the parts of a call, start-up,
 * the event loop and memory. Arguments go to benches/run.mjs, which then is all that runs.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { requireDependencies } from './dependencies.mjs';
import { main, root, run, say } from './run.mjs';

const benches = join(root, 'benches');

/** What is measured once the rows are. */
const FURTHER = [['parts.mjs'], ['start.mjs'], ['loop.mjs'], ['--expose-gc', 'memory.mjs']];

main(async () => {
  await build();
  await buildEngine();
  await requireDependencies(benches);
  const args = process.argv.slice(2);
  const programs = [['run.mjs', ...args], ...(args.length === 0 ? FURTHER : [])];
  for (const [index, program] of programs.entries()) {
    if (index > 0) process.stdout.write('\n');
    process.exitCode = await show(program);
    if (process.exitCode !== 0) return;
  }
});

/** The Rust program that benches/subjects/engine.mjs asks for the bare engine's figures. */
async function buildEngine() {
  say('building the engine to compare with');
  await run('cargo', ['build', '--release', '--locked', '--package=jotmint-bench', '--bin=engine']);
}

/**
 * Runs a program of the benches, which prints by itself.
 *
 * @param {string[]} args  to node
 * @returns {Promise<number>} its exit code
 */
function show(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: benches, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
