/** Runs steps one after the other, whatever becomes of each, and ends with one table. */
import { Stop, say } from './run.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<number | void>} run rejects if the step failed; returns how many tests
 *   ran where the step is one that counts them
 * @property {boolean} [counts] a step that counts tests fails where there were none
 */

/** @param {Step[]} steps @returns {Promise<boolean>} whether all is well */
export async function runSteps(steps) {
  const rows = [];
  for (const step of steps) {
    say(step.name);
    const begin = performance.now();
    const row = { name: step.name, tests: '', ...(await outcome(step)) };
    rows.push({ ...row, time: `${((performance.now() - begin) / 1000).toFixed(1)} s` });
  }
  process.stdout.write(table(rows));
  return rows.every((row) => row.result === 'ok');
}

async function outcome({ run, counts }) {
  try {
    const tests = await run();
    if (!counts) return { result: 'ok' };
    return { result: tests > 0 ? 'ok' : 'no tests', tests: String(tests) };
  } catch (error) {
    process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
    return { result: 'FAILED' };
  }
}

function table(rows) {
  const width = Math.max(...rows.map((row) => row.name.length));
  const line = ({ name, result, tests, time }) =>
    `${name.padEnd(width)}  ${result.padEnd(8)}  ${tests.padStart(6)}  ${time.padStart(8)}\n`;
  const head = { name: 'step', result: 'result', tests: 'tests', time: 'time' };
  return `\n${line(head)}${rows.map(line).join('')}`;
}
