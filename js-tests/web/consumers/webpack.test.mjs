/** webpack, without any loader or experiment. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import webpack from 'webpack';
import { page, serve } from '../server.mjs';
import { checkInBrowser, MAIN } from './in-browser.mjs';
import { project } from './project.mjs';

describe('webpack', () => {
  it('builds a page', async () => {
    const folder = project({ 'main.mjs': MAIN });
    const stats = await promisify(webpack)({
      mode: 'production',
      context: folder,
      entry: './main.mjs',
      output: { path: join(folder, 'dist') },
    });
    assert.deepEqual(stats.toJson({ errors: true, warnings: true }).errors, []);
    assert.deepEqual(
      readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.wasm')).length,
      1,
    );
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
