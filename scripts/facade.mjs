/**
 * Builds what npm/node publishes beside the addon: one CommonJS file with everything in it, an ES
 * module that hands on the same objects (so `JotError` is one class however it is imported), and
 * types for both.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, say } from './run.mjs';

const node = join(root, 'npm', 'node');
const dist = join(node, 'dist');

export async function buildFacade() {
  if (isUpToDate()) return;
  say('building the JavaScript package');
  const { build } = await import('esbuild');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  const options = {
    entryPoints: [join(node, 'src', 'index.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'warning',
  };
  await build({ ...options, format: 'cjs', outfile: join(dist, 'index.cjs') });
  const { metafile } = await build({
    ...options,
    format: 'esm',
    outfile: join(dist, 'index.mjs'),
    metafile: true,
    write: false,
  });
  const names = Object.values(metafile.outputs)[0].exports.sort();
  const lines = names.map((name) => `export const ${name} = api.${name};`);
  writeFileSync(join(dist, 'index.mjs'), `import api from './index.cjs';\n\n${lines.join('\n')}\n`);

  await bin('tsc', ['-p', join(node, 'tsconfig.types.json')]);
  const types = "export * from './types/node/src/index.js';\n";
  writeFileSync(join(dist, 'index.d.cts'), types);
  writeFileSync(join(dist, 'index.d.mts'), types);
}

/** Whether the last thing that is written is newer than everything it is made from. */
function isUpToDate() {
  const last = join(dist, 'index.d.mts');
  if (!existsSync(last)) return false;
  const written = statSync(last).mtimeMs;
  return sources().every((path) => statSync(path).mtimeMs < written);
}

function sources() {
  const folders = [join(root, 'npm', 'api', 'src'), join(node, 'src'), join(root, 'scripts')];
  return [
    ...folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
    ),
    join(root, 'tsconfig.base.json'),
    join(node, 'tsconfig.json'),
    join(node, 'tsconfig.types.json'),
  ];
}
