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
 * @param {{ capture?: boolean, env?: Record<string, string>, cwd?: string }} [options]
 *   `capture`: keep standard output and return it rather than showing it.
 * @returns {Promise<string>}
 */
export function run(command, args, { capture = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', capture ? 'pipe' : process.stderr, 'inherit'],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => reject(new Stop(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          Object.assign(new Stop(`${command} ${args.join(' ')}: failed (${signal ?? code})`), {
            output,
          }),
        );
    });
  });
}

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
