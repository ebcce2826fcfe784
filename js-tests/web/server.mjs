/** A web server for one test: what it has, and nothing else. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files of the built package, as they are published. */
export const PACKAGE = { folder: fileURLToPath(new URL('../../npm/web/dist/', import.meta.url)) };

/**
 * @typedef {object} Answer
 * @property {string | Uint8Array} body
 * @property {number} [status] default: 200
 * @property {Record<string, string>} [headers] beside the `content-type` of the path's ending
 *
 * @typedef {object} Folder what is under a path that ends with `/`
 * @property {string} folder
 * @property {Record<string, string>} [headers] of every file
 *
 * @param {Record<string, Answer | Folder>} contents by path
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve(contents) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
    const { status = 200, headers = {}, body } = await answerTo(path, contents);
    response.writeHead(status, { 'content-type': typeOf(path), ...headers });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** A page that does nothing but load modules. */
export function page(...modules) {
  const scripts = modules.map((address) => `<script type="module" src="${address}"></script>`);
  return {
    body: `<!doctype html><meta charset="utf-8"><title>jotmint</title><link rel="icon" href="data:,">${scripts.join('')}`,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
}

async function answerTo(path, contents) {
  const exact = contents[path];
  if (exact?.body !== undefined) return exact;
  const mount = Object.keys(contents).find((key) => contents[key].folder && path.startsWith(key));
  if (mount === undefined || path.includes('..')) return MISSING;
  const { folder, headers } = contents[mount];
  const name = path.slice(mount.length) || 'index.html';
  return readFile(join(folder, name)).then(
    (body) => ({ body, headers: { 'content-type': typeOf(name), ...headers } }),
    () => MISSING,
  );
}

const MISSING = { status: 404, body: 'There is nothing here.\n' };

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

function typeOf(path) {
  return TYPES[extname(path)] ?? 'text/plain; charset=utf-8';
}
