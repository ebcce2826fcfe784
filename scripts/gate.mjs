/** Builds what npm/gate publishes: the addon, and each entry as an ES module and as CommonJS, with types. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGateAddon } from './addon.mjs';
import { build as buildNode } from './build.mjs';
import { bin, isProgram, main, root, say } from './run.mjs';

const gate = join(root, 'npm', 'gate');
const dist = join(gate, 'dist');

const ENTRIES = {
  index: 'index',
  web: 'handlers/web',
  express: 'handlers/express',
  fastify: 'handlers/fastify',
};

/** The package `jotmint` must have been built: its types are looked at. */
export async function buildGate() {
  await buildGateAddon();
  say('building the gate');
  const { build } = await import('esbuild');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  for (const [format, extension, here] of [
    ['esm', 'mjs', 'import.meta.url'],
    ['cjs', 'cjs', '__filename'],
  ]) {
    await build({
      entryPoints: Object.entries(ENTRIES).map(([out, source]) => ({
        in: join(gate, 'src', `${source}.ts`),
        out,
      })),
      outdir: dist,
      outExtension: { '.js': `.${extension}` },
      format,
      // Where a file stands has another name in each.
      define: { THIS_FILE: here },
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      charset: 'utf8',
      logLevel: 'warning',
    });
  }
  await bin('tsc', ['-p', join(gate, 'tsconfig.types.json')]);
  for (const [out, source] of Object.entries(ENTRIES)) {
    const types = `export * from './types/gate/src/${source}.js';\n`;
    writeFileSync(join(dist, `${out}.d.mts`), types);
    writeFileSync(join(dist, `${out}.d.cts`), types);
  }
}

if (isProgram(import.meta.url)) {
  main(async () => {
    await buildNode();
    await buildGate();
  });
}
