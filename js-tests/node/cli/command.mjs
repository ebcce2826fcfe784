/** The command as a user calls it, in a folder of their own. */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../addon.mjs';
import { files } from '../material.mjs';
import { emptyFolder, node } from '../running.mjs';

export const program = join(packageFolder, 'bin', 'jotmint.mjs');

/** A folder with some of the key files, and the command called in it. */
export function desk(...names) {
  const folder = emptyFolder();
  for (const name of names) writeFileSync(join(folder, name), files[name]);
  const jotmint = (args, options) => node([program, ...args], { cwd: folder, ...options });
  /** What it prints as JSON. */
  const json = async (args, options) => {
    const { status, stdout } = await jotmint([...args, '--json'], options);
    return { status, said: JSON.parse(stdout) };
  };
  return { folder, jotmint, json };
}

/** Whether there is util-linux's `script`, which has a terminal to give. */
export const hasTerminal = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);

/**
 * Runs a shell command on a terminal.
 *
 * @param {string} command
 * @param {{ cwd: string, env?: object, answers?: [question: string, keys: string][] }} options
 * @returns {Promise<{ status: number, screen: string }>}
 */
export function onTerminal(command, { cwd, env = {}, answers = [] }) {
  const open = [...answers];
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd,
      env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: '', FORCE_COLOR: undefined, ...env },
    });
    let screen = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      screen += text;
      if (open.length === 0 || !screen.includes(open[0][0])) return;
      const [, keys] = open.shift();
      // The question is on the screen a moment before the keys are waited for.
      setTimeout(() => child.stdin.write(keys), 150);
    });
    child.on('error', reject);
    child.on('close', (status) => {
      child.stdin.destroy();
      resolve({ status, screen: screen.replaceAll('\r\n', '\n') });
    });
  });
}

/** The command as one word after another for a shell. */
export function line(args) {
  return [process.execPath, program, ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
}
