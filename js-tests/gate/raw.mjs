/** Requests that no client library would send. */
import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Sends bytes as they are, and reads until the other side closes.
 *
 * @param {string} url
 * @param {string | Buffer | (string | Buffer)[]} parts
 * @param {string} [localAddress] where they come from
 * @returns {Promise<string>} all that came back
 */
export async function raw(url, parts, localAddress) {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, localAddress });
  // A connection that is cut has said what it had to say.
  socket.on('error', () => {});
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    answer += chunk;
  });
  for (const part of [parts].flat()) socket.write(part);
  await once(socket, 'close');
  return answer;
}

/** A request's text; `Connection: close` ends the answer where it is one. */
export function request(headers, body = '', line = 'POST / HTTP/1.1') {
  return [line, 'Host: gate', ...headers, 'Connection: close', '', body].join('\r\n');
}

/** The statuses of the answers in a text. */
export function statuses(text) {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}
