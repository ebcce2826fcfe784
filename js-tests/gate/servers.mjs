/** Other people's servers for a test, which end with it. Each gives its address. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import connect from 'connect';
import express from 'express';

/** These handlers, for POST. */
export function onExpress(test, ...handlers) {
  const app = express();
  // Otherwise it prints what a test makes it fail with.
  app.set('env', 'test');
  app.post('/', ...handlers);
  return listening(test, createServer(app));
}

/** These handlers, for anything. */
export function onConnect(test, ...handlers) {
  const app = connect();
  for (const handler of handlers) app.use(handler);
  return listening(test, createServer(app));
}

export function onFastify(test, app) {
  test.after(() => app.close());
  return app.listen({ port: 0, host: '127.0.0.1' });
}

export function onHono(test, app) {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
    test.after(() => server.close());
  });
}

export async function listening(test, server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
