/** Vite: what it builds, and its development server. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { build, createServer } from 'vite';
import { serve } from '../server.mjs';
import { checkInBrowser, MAIN } from './in-browser.mjs';
import { project } from './project.mjs';

const INDEX = `<!doctype html><title>jotmint</title><link rel="icon" href="data:,">
<script type="module" src="/main.mjs"></script>`;

const options = () => ({
  root: project({ 'main.mjs': MAIN, 'index.html': INDEX }),
  configFile: false,
  logLevel: 'error',
});

/** Its client has to be told the port beforehand. */
async function freePort() {
  const server = await serve({});
  await server.close();
  return Number(new URL(server.origin).port);
}

describe('Vite', () => {
  it('builds a page', async () => {
    const config = options();
    await build(config);
    const server = await serve({ '/': { folder: join(config.root, 'dist/') } });
    try {
      const requests = await checkInBrowser(server.origin);
      assert.ok(requests.some((request) => /\/assets\/jotmint-.*\.wasm$/.test(request)));
    } finally {
      await server.close();
    }
  });

  it('serves a page in development', async () => {
    const server = await createServer({
      ...options(),
      server: { host: '127.0.0.1', port: await freePort(), strictPort: true },
    });
    try {
      await server.listen();
      await checkInBrowser(`http://127.0.0.1:${server.httpServer.address().port}/`);
    } finally {
      await server.close();
    }
  });
});
