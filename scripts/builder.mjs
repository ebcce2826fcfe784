/**
 * `npm run builder`: builds the token builder page and serves it on 127.0.0.1. `npm run build:builder`
 * only builds it.
 */
import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { requireDependencies } from './dependencies.mjs';
import { isProgram, main, root, say } from './run.mjs';
import { buildWeb } from './web.mjs';

const source = join(root, 'npm', 'builder');
const built = join(source, 'dist', 'index.html');
/** The copy that `jotmint builder` serves. */
const published = join(root, 'npm', 'node', 'builder.html');

/** @returns {Promise<string>} the page's path */
export async function buildBuilder() {
  await buildWeb();
  await buildPage();
  return built;
}

/** The page alone, from the web package as it stands. */
export async function buildPage() {
  await requireDependencies();
  if (!isUpToDate()) {
    say('building the token builder page');
    const { build } = await import('vite');
    await build({ root: source, logLevel: 'warn' });
  }
  copyFileSync(built, published);
}

function isUpToDate() {
  if (!existsSync(built)) return false;
  const written = statSync(built).mtimeMs;
  return sources().every((path) => statSync(path).mtimeMs < written);
}

function sources() {
  const folders = [join(source, 'src'), join(source, 'build'), join(root, 'npm', 'web', 'dist')];
  return [
    ...folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
    ),
    ...['index.html', 'package.json', 'vite.config.mjs'].map((name) => join(source, name)),
  ];
}

if (isProgram(import.meta.url)) {
  main(async () => {
    const args = process.argv.slice(2);
    await buildBuilder();
    if (args[0] === '--build') return;
    const { run: jotmint } = await import('../npm/node/cli/main.mjs');
    process.exitCode = await jotmint(['builder', ...args]);
  });
}
