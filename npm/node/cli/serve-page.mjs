/** One page, served to this machine alone. */
import { createServer } from 'node:http';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * @param {Uint8Array} page
 * @param {number} [port] 0 for any that is free
 * @returns {Promise<{ address: string, close: () => Promise<void> }>} rejects with the error of
 *   `listen`, such as EADDRINUSE
 */
export async function servePage(page, port = 0) {
  const server = createServer((request, response) => {
    const { status, headers, body } = answerTo(request, server.address().port, page);
    response.writeHead(status, { ...headers, 'content-length': body.length });
    response.end(body);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function answerTo({ method, url, headers }, port, page) {
  // Another site's name may be made to point here; its pages must not get to read this one.
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host)) return refusal(421, 'This is served as 127.0.0.1 only.\n');
  if (method !== 'GET') {
    return refusal(405, 'There is a page to read, nothing else.\n', { allow: 'GET' });
  }
  if (url.replace(/\?.*/, '') !== '/') {
    return refusal(404, 'There is nothing here; the page is at /.\n');
  }
  return { status: 200, headers: HEADERS, body: page };
}

function refusal(status, text, more = {}) {
  const headers = { 'content-type': 'text/plain; charset=utf-8', ...more };
  return { status, headers, body: Buffer.from(text) };
}
