/** Programs that the system brings: where they are, and how Debian's packages come onto a machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say } from './run.mjs';

/** Where a program is. */
export function find(program) {
  const folders = program.startsWith('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Whether packages can be installed without asking anybody. */
export function canInstall() {
  return find('apt-get') !== undefined && process.getuid?.() === 0;
}

/** @param {string[]} packages Debian's @param {string} what they are, for people */
export async function install(packages, what) {
  say(`installing ${what} (${packages.join(', ')})`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}
