/** A page without a bundler, and a worker that it starts. */
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PACKAGE, page, serve } from '../server.mjs';
import { checkInBrowser, MAIN } from './in-browser.mjs';
import { project } from './project.mjs';

const folder = `${project({ 'main.mjs': MAIN, 'worker.mjs': worker() })}/`;
const importMap =
  '<script type="importmap">{"imports":{"@jotmint/web":"/jotmint/index.js"}}</script>';

describe('a plain page', () => {
  it('takes the package by an import map', async () => {
    const { body, headers } = page('/own/main.mjs');
    await served({ '/': { body: body.replace('<script', `${importMap}<script`), headers } });
  });

  it('has a module worker do it', async () => {
    const main = `
globalThis.outcome = new Promise((resolve, reject) => {
  const worker = new Worker('/own/worker.mjs', { type: 'module' });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = reject;
});`;
    await served({ '/': page('/main.mjs'), '/main.mjs': { body: main } });
  });
});

async function served(contents) {
  // A worker has no import map.
  const program = { body: programWithAddress(), headers: { 'content-type': 'text/javascript' } };
  const server = await serve({
    '/own/addressed.mjs': program,
    '/own/': { folder },
    '/jotmint/': PACKAGE,
    ...contents,
  });
  try {
    await checkInBrowser(server.origin);
  } finally {
    await server.close();
  }
}

function worker() {
  return `
import { program } from './addressed.mjs';
postMessage(await program());
`;
}

function programWithAddress() {
  return readFileSync(`${folder}program.mjs`, 'utf8').replace('@jotmint/web', '/jotmint/index.js');
}
