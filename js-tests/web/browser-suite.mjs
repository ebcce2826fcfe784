/** The suite on WebAssembly in a browser, test by test as the page reports them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { files, vectors } from '../node/material.mjs';
import { launch, open, outcome } from './browser.mjs';
import { PACKAGE, page, serve } from './server.mjs';
import { suiteNames } from './suite-names.mjs';

/** @param {'chromium' | 'firefox'} name */
export async function browserSuite(name) {
  const server = await serve({
    '/': page('/main.mjs'),
    '/main.mjs': { body: MAIN },
    '/suite.mjs': { body: await bundledSuite() },
    '/material.json': { body: JSON.stringify({ files, vectors }) },
    '/jotmint/': PACKAGE,
  });
  const browser = await launch(name);
  const version = await browser.version();
  let opened;
  let results;
  try {
    opened = await open(browser, server.origin);
    results = await outcome(opened);
  } finally {
    await Promise.all([browser.close(), server.close()]);
  }

  describe(`the suite in ${version}`, () => {
    for (const { name, error } of results) {
      it(name, () => {
        if (error !== undefined) throw new Error(error);
      });
    }
  });

  describe('the page', () => {
    it('ran every test that the addon runs', () => {
      assert.deepEqual(
        results.map((result) => result.name),
        suiteNames(),
      );
    });

    it('has nothing in its console', () => assert.deepEqual(opened.errors, []));

    it('asked for nothing but its own files', () => {
      const addresses = opened.requests.filter((address) => !address.startsWith('data:'));
      const foreign = addresses.filter((address) => !address.startsWith(`${server.origin}/`));
      assert.deepEqual(foreign, []);
      const wasm = addresses.filter((address) => address.endsWith('.wasm'));
      assert.deepEqual(wasm, [`${server.origin}/jotmint/jotmint.wasm`]);
    });
  });
}

const MAIN = `
import init, * as api from '/jotmint/index.js';
import '/suite.mjs';

async function main() {
  const material = await (await fetch('/material.json')).json();
  await init();
  return globalThis.runSuite(api, material);
}

globalThis.outcome = main();
`;

async function bundledSuite() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./suite-page.mjs', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}
