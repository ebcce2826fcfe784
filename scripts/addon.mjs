/**
 * Builds the native addons: `cargo build`, and a copy under the name each loader looks for. That is
 * all that `@napi-rs/cli` would do here, and it would bring a compiler and forty packages along.
 */
import { copyFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run, Stop, say } from './run.mjs';
import { hostTarget } from './target.mjs';

/** The addons that are shipped: the package cargo knows, and where its file goes. */
const ADDONS = [
  { name: 'jotmint-node', file: join('npm', 'node', `jotmint.${hostTarget().name}.node`) },
  { name: 'jotmint-gate', file: join('npm', 'gate', `jotmint-gate.${hostTarget().name}.node`) },
];

/** Builds what is shipped, at once: what both are made of is built once. */
export async function buildAddons() {
  say('building the native addons (the first time takes a few minutes)');
  const messages = await cargo(ADDONS.map(({ name }) => `--package=${name}`));
  for (const { name, file } of ADDONS) place(library(messages, name), join(root, file));
}

/**
 * Builds the addon of `jotmint` on the engine that is not shipped, for the tests.
 *
 * @returns {Promise<string>} its path
 */
export async function buildAddonOnRing() {
  say('building the native addon on ring');
  const features = ['--no-default-features', '--features=ring'];
  const messages = await cargo(['--package=jotmint-node', ...features]);
  const built = library(messages, 'jotmint-node');
  const addon = join(dirname(built), 'jotmint-ring.node');
  place(built, addon);
  return addon;
}

function cargo(args) {
  const always = ['--release', '--locked', '--message-format=json-render-diagnostics'];
  return run('cargo', ['build', ...always, ...args], { capture: true });
}

/** Renamed into place, because a running program may have the old one mapped. */
function place(built, addon) {
  copyFileSync(built, `${addon}.new`);
  renameSync(`${addon}.new`, addon);
}

/** Where cargo says it put the library of a package. */
function library(messages, name) {
  for (const line of messages.split('\n').reverse()) {
    if (!line.startsWith('{')) continue;
    const { reason, target, filenames } = JSON.parse(line);
    if (reason !== 'compiler-artifact' || !target.kind.includes('cdylib')) continue;
    if (target.name.replaceAll('_', '-') !== name) continue;
    return filenames.find((file) => /\.(so|dylib|dll)$/.test(file));
  }
  throw new Stop(`cargo built no library for ${name}`);
}
