// What the figures were measured on.

import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';

/** @import { Subject } from './rows.mjs' */

/**
 * @typedef {object} Environment
 * @property {string} node
 * @property {string} openssl
 * @property {string} system
 * @property {string} processor
 * @property {number} cores
 * @property {number} load  processes that wanted a core in the last minute, before the run
 * @property {{ [name: string]: string }} versions  by package
 */

/**
 * @param {readonly Subject[]} subjects
 * @returns {Promise<Environment>}
 */
export async function describeEnvironment(subjects) {
  const names = new Set(subjects.flatMap((subject) => subject.package ?? []));
  const versions = await Promise.all(
    [...names].map(async (name) => {
      const manifest = new URL(`./node_modules/${name}/package.json`, import.meta.url);
      return [name, JSON.parse(await readFile(manifest, 'utf8')).version];
    }),
  );
  return {
    node: process.versions.node,
    openssl: process.versions.openssl,
    system: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    load: loadavg()[0],
    versions: Object.fromEntries(versions),
  };
}
