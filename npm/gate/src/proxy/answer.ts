/** What the proxy answers by itself. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from '../refusal.js';

/** How much of a body that nobody wants is read, so that its sender comes to read the answer. */
const PATIENCE = { bytes: 16 * 1024 * 1024, milliseconds: 1_000 };

/** Answers an HTTP request. A body that was not read whole ends its connection. */
export function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body }: Pick<Refusal, 'status' | 'body'>,
): void {
  const text = JSON.stringify(body);
  const isRead = request.complete;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...(status === 405 ? { Allow: 'POST, OPTIONS' } : {}),
    ...(isRead ? {} : { Connection: 'close' }),
  });
  if (isRead) response.end(text);
  else linger(request, response, text);
}

/** A connection that is closed with unread bytes on it takes the answer with it. */
function linger(request: IncomingMessage, response: ServerResponse, text: string): void {
  let left = PATIENCE.bytes;
  const end = (): void => {
    clearTimeout(timer);
    request.off('end', end).off('data', count);
    response.end();
  };
  const count = (chunk: Buffer): void => {
    left -= chunk.length;
    if (left < 0) end();
  };
  const timer = setTimeout(end, PATIENCE.milliseconds);
  request.on('data', count).on('end', end).on('close', end);
  response.write(text);
  request.resume();
}

/** Answers a handshake, or what is no HTTP at all: there is only a socket. */
export function answerOnSocket(socket: Duplex, status: number, body?: Refusal['body']): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(text)}`,
      '',
      text,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}
