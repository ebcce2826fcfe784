/** WebSockets of a test: the client's, and a node that answers them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/** A WebSocket that is open, and what comes in on it, one after the other. */
export async function connected(url, headers) {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers });
  const waiting = [];
  const messages = [];
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    const next = waiting.shift();
    if (next) next(message);
    else messages.push(message);
  });
  await once(socket, 'open');
  const next = () =>
    messages.length > 0
      ? Promise.resolve(messages.shift())
      : new Promise((resolve) => waiting.push(resolve));
  const ask = (body) => {
    socket.send(text(body));
    return next();
  };
  return { socket, next, ask };
}

export const text = (body) => (typeof body === 'string' ? body : JSON.stringify(body));

/** What a handshake is refused with. */
export function refusal(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), { headers });
    socket.on('open', () => reject(new Error('it was let in')));
    socket.on('error', () => {});
    socket.on('unexpected-response', async (_, response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, body: body && JSON.parse(body) });
    });
  });
}

/** A node that answers every message with what it was sent. */
export async function startEcho(test) {
  const server = createServer();
  const seen = [];
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    seen.push({ socket, request, messages: [] });
    const { messages } = seen.at(-1);
    socket.on('message', (data) => {
      messages.push(String(data));
      socket.send(JSON.stringify({ echo: JSON.parse(data) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    for (const { socket } of seen) socket.terminate();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, seen };
}
