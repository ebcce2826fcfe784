/** Running other programs: their chatter goes to standard error, so that standard output stays ours. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A failure whose message is all there is to say about it. */
export class Stop extends Error {}

/**
 * Runs a program in the repository's root. Rejects with `Stop` if it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ capture?: boolean, show?: boolean, limit?: number, env?: Record<string, string>,
 *   cwd?: string }} [options]
 *   `capture`: keep standard output and return it rather than showing it; `show`: show it as well.
 *   `limit`: milliseconds after which it is killed, with all that it started.
 * @returns {Promise<string>}
 */
export function run(command, args, options = {}) {
  const { capture = false, show = false, limit, env = {}, cwd = root } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', capture ? 'pipe' : process.stderr, 'inherit'],
      // A group of its own can be killed whole.
      detached: limit !== undefined,
    });
    const end = limit === undefined ? () => {} : endAfter(limit, child, reject);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (show) process.stderr.write(text);
    });
    child.on('error', (error) => reject(new Stop(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      end();
      if (code === 0) resolve(output);
      else reject(new Stop(`${command} ${args.join(' ')}: failed (${signal ?? code})`));
    });
  });
}

/** Kills a program's group when its time is over, or ours. Returns what says that it has ended. */
function endAfter(limit, child, reject) {
  const kill = () => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  const interrupted = () => {
    kill();
    process.exit(1);
  };
  const timer = setTimeout(() => {
    kill();
    // What it started may hold its pipes open, so nobody waits for those.
    child.stdout?.destroy();
    reject(new Stop(`It was killed: it had not ended after ${limit / 60_000} minutes.`));
  }, limit);
  for (const signal of SIGNALS) process.once(signal, interrupted);
  return () => {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs npm: the one that runs us, wherever it is. */
export function npm(args, options) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js')
    ? run(process.execPath, [own, ...args], options)
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** Runs the program that a development dependency brings. */
export function bin(name, args, options) {
  return npm(['exec', '--no', '--', name, ...args], options);
}

/** Says what is going on. */
export function say(text) {
  process.stderr.write(`\u2192 ${text}\n`);
}

/** Runs a script's main function; what stops it is told in one line, without a stack. */
export async function main(job) {
  try {
    await job();
  } catch (error) {
    process.stderr.write(`${error instanceof Stop ? `\n${error.message}` : error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Whether this file is the program that runs, rather than a part of another. */
export function isProgram(url) {
  return process.argv[1] !== undefined && fileURLToPath(url) === process.argv[1];
}
