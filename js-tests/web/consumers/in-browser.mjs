/** A page that was built, in a browser: it runs, quietly, from its own server. */
import assert from 'node:assert/strict';
import { launch, open, outcome } from '../browser.mjs';
import { checkMinted } from './project.mjs';

/** The whole program of a page's module, where the address of the WebAssembly needs no thought. */
export const MAIN = `
import { program } from './program.mjs';
globalThis.outcome = program();
`;

/** @param {string} address @returns {Promise<string[]>} what the page asked for */
export async function checkInBrowser(address) {
  const browser = await launch('chromium');
  try {
    const opened = await open(browser, address);
    await checkMinted(await outcome(opened));
    assert.deepEqual(opened.errors, []);
    const { origin } = new URL(address);
    const requests = opened.requests.filter((request) => !request.startsWith('data:'));
    for (const request of requests) assert.ok(request.startsWith(`${origin}/`), request);
    assert.equal(
      requests.filter((request) => new URL(request).pathname.endsWith('.wasm')).length,
      1,
    );
    return requests;
  } finally {
    await browser.close();
  }
}
