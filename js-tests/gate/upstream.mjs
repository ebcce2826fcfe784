/** A node that does as a test tells it, and remembers what it was asked. */
import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * @param {{ after: (job: () => unknown) => void }} test
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse,
 *   body: string) => void} [answer]
 */
export async function startUpstream(test, answer = echo) {
  const seen = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    seen.push({ method, url, headers, body });
    answer(request, response, body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, seen, server };
}

function echo(_, response, body) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: body.length }));
}
