/**
 * Builds the native addon: `cargo build`, and a copy under the name the loader looks for. That is
 * all that `@napi-rs/cli` would do here, and it would bring a compiler and forty packages along.
 */
import { copyFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run, Stop, say } from './run.mjs';
import { hostTarget } from './target.mjs';

/**
 * @param {'aws-lc-rs' | 'ring'} [engine] The first is the one that is shipped; the other is built
 *   beside it, for the tests.
 * @returns {Promise<string>} the addon's path
 */
export async function buildAddon(engine = 'aws-lc-rs') {
  const shipped = engine === 'aws-lc-rs';
  say(`building the native addon on ${engine} (the first time takes a few minutes)`);
  const messages = await run(
    'cargo',
    [
      'build',
      '--release',
      '--locked',
      '--package=jotmint-node',
      '--message-format=json-render-diagnostics',
      ...(shipped ? [] : ['--no-default-features', `--features=${engine}`]),
    ],
    { capture: true },
  );
  const built = library(messages);
  const addon = shipped
    ? join(root, 'npm', 'node', `jotmint.${hostTarget().name}.node`)
    : join(dirname(built), `jotmint-${engine}.node`);
  // Renamed into place, because a running program may have the old one mapped.
  copyFileSync(built, `${addon}.new`);
  renameSync(`${addon}.new`, addon);
  return addon;
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
