/** Running other programs, and folders for them. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** An empty folder far from any node_modules; it goes when the test process ends. */
export function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'jotmint-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Runs Node, and gives what it printed and its exit status, whatever that is.
 *
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, input?: string | Uint8Array }} [options]
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string }>}
 */
export function node(args, { cwd = root, env = {}, input = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    // A program that does not read its input closes it.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Runs npm in a folder; rejects with what it printed if it fails. */
export function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  return new Promise((resolve, reject) => {
    execFile(command, [...first, ...args], { cwd }, (error, stdout, stderr) => {
      if (error) reject(new Error(`npm ${args.join(' ')}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}
