/** A page that has the library and does nothing with it: tests tell it what to do. */
import { PACKAGE, page, serve } from './server.mjs';

/** @param {Record<string, import('./server.mjs').Answer>} [more] what else the server has */
export function serveLibrary(more = {}) {
  return serve({
    '/': page('/library.mjs'),
    '/library.mjs': { body: LIBRARY },
    '/jotmint/': PACKAGE,
    ...more,
  });
}

const LIBRARY = `
import init, * as api from '/jotmint/index.js';
globalThis.jotmint = { init, ...api };
`;
