/** esbuild, which leaves `new URL(…, import.meta.url)` alone: the WebAssembly is imported instead. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import { page, serve } from '../server.mjs';
import { checkInBrowser } from './in-browser.mjs';
import { project } from './project.mjs';

const BY_ADDRESS = `
import wasm from '@jotmint/web/jotmint.wasm';
import { program } from './program.mjs';
globalThis.outcome = program(new URL(wasm, import.meta.url));
`;

describe('esbuild', () => {
  it('builds a page, with the loader `file`', async () => {
    const folder = project({ 'main.mjs': BY_ADDRESS });
    const result = await build({
      entryPoints: [join(folder, 'main.mjs')],
      bundle: true,
      format: 'esm',
      minify: true,
      loader: { '.wasm': 'file' },
      outdir: join(folder, 'dist'),
      logLevel: 'silent',
    });
    assert.deepEqual(result.warnings, []);
    const server = await serve({
      '/': page('/built/main.js'),
      '/built/': { folder: join(folder, 'dist/') },
    });
    try {
      await checkInBrowser(server.origin);
    } finally {
      await server.close();
    }
  });
});
