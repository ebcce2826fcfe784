/**
 * Builds the native addons: `cargo build`, and a copy under the name each loader looks for. That is
 * all that `@napi-rs/cli` would do here, and it would bring a compiler and forty packages along.
 */
import { copyFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run, Stop, say } from './run.mjs';
import { hostTarget } from './target.mjs';

/** The addon of `jotmint`. */
export async function buildAddon() {
  say('building the native addon (the first time takes a few minutes)');
  const built = library(await cargo(['--package=jotmint-node']));
  place(built, join(root, 'npm', 'node', `jotmint.${hostTarget().name}.node`));
}

/** The addon of `@jotmint/gate`. */
export async function buildGateAddon() {
  say("building the gate's native addon");
  const built = library(await cargo(['--package=jotmint-gate']));
  place(built, join(root, 'npm', 'gate', `jotmint-gate.${hostTarget().name}.node`));
}

/**
 * Builds the addon of `jotmint` on the engine that is not shipped, for the tests.
 *
 * @returns {Promise<string>} its path
 */
export async function buildAddonOnRing() {
  say('building the native addon on ring');
  const features = ['--no-default-features', '--features=ring'];
  const built = library(await cargo(['--package=jotmint-node', ...features]));
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

/** Where cargo says it put the library. */
function library(messages) {
  for (const line of messages.split('\n').reverse()) {
    if (!line.startsWith('{')) continue;
    const { reason, target, filenames } = JSON.parse(line);
    if (reason === 'compiler-artifact' && target.kind.includes('cdylib')) {
      return filenames.find((name) => /\.(so|dylib|dll)$/.test(name));
    }
  }
  throw new Stop('cargo built no library for the addon');
}
