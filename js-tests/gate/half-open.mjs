/** Connections that are open and of which nothing comes. */
import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Holds as many open, with nothing sent, half a head or half a body; one that is cut is opened anew.
 *
 * @param {string} url
 * @param {string} authorization what lets a request pass
 * @param {number} count
 */
export async function halfOpen(url, authorization, count) {
  const { hostname, port } = new URL(url);
  const head = `POST / HTTP/1.1\r\nHost: gate\r\nAuthorization: ${authorization}\r\n`;
  const begun = ['', head, `${head}Content-Length: 500\r\n\r\n{`];
  const held = new Set();
  let isOver = false;
  const open = (index) => {
    const socket = connect(Number(port), hostname);
    held.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      held.delete(socket);
      if (!isOver) open(index);
    });
    socket.resume().write(begun[index % begun.length]);
    return once(socket, 'connect');
  };
  await Promise.all(Array.from({ length: count }, (_, index) => open(index)));
  return () => {
    isOver = true;
    for (const socket of held) socket.destroy();
  };
}
