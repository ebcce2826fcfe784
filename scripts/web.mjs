/** `npm run build:web`: everything that @jotmint/web is made of, from a fresh clone. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireDependencies } from './dependencies.mjs';
import { bin, isProgram, main, root, run, say } from './run.mjs';
import { requireToolchain } from './toolchain.mjs';

const web = join(root, 'npm', 'web');
const dist = join(web, 'dist');

export async function buildWeb() {
  await requireToolchain();
  await requireDependencies();
  await buildWasm();
  await buildWebFacade();
}

/** Cargo knows what is out of date. */
async function buildWasm() {
  say('building the WebAssembly (the first time takes some minutes)');
  await run('cargo', [
    'run',
    '--quiet',
    '--locked',
    '--package=xtask',
    '--features=wasm',
    '--',
    'wasm',
  ]);
}

/** One entry for each kind of place, and what they share in one file. */
export async function buildWebFacade() {
  say('building the web package');
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'));
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  await build({
    entryPoints: ['index', 'node', 'workerd'].map((name) => join(web, 'src', `${name}.ts`)),
    outdir: dist,
    bundle: true,
    splitting: true,
    chunkNames: 'shared',
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    external: ['node:*', './jotmint.wasm'],
    define: { VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  });
  copyFileSync(join(web, 'wasm', 'jotmint.wasm'), join(dist, 'jotmint.wasm'));
  await bin('tsc', ['-p', join(web, 'tsconfig.types.json')]);
  writeFileSync(join(dist, 'index.d.ts'), TYPES);
}

const TYPES = `export * from './types/web/src/index.js';
export { default } from './types/web/src/index.js';
`;

if (isProgram(import.meta.url)) main(buildWeb);
