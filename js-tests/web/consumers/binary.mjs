/** A program in a package of its own for each platform; here, the one of this machine. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Where it is, and why its tests are skipped where the platform has none among our dependencies.
 *
 * @param {string} name the package
 * @param {string} path the program in it
 */
export function binary(name, path) {
  const file = fileURLToPath(new URL(`../../../node_modules/${name}/${path}`, import.meta.url));
  const here = process.platform === 'linux' && process.arch === 'x64';
  if (here && !existsSync(file)) throw new Error(`${name} is not installed: npm ci`);
  return { file, skip: here ? false : `${name} is not for this platform` };
}
