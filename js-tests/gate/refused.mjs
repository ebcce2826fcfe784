/**
 * In a thread of its own: asks for what is refused, many times and then once from another address,
 * and says when all is answered.
 */
import { connect } from 'node:net';
import { workerData } from 'node:worker_threads';

const { url, total, done } = workerData;
const { hostname, port } = new URL(url);
const asked = 'GET / HTTP/1.1\r\nHost: gate\r\n\r\n';

const socket = connect(Number(port), hostname);
let answers = 0;
let rest = '';
socket.setEncoding('latin1').on('data', (text) => {
  const parts = (rest + text).split('HTTP/1.1 401');
  answers += parts.length - 1;
  // What begins a status line may be cut.
  rest = parts.at(-1).slice(-11);
  if (answers === total) {
    socket.destroy();
    const other = connect({ port: Number(port), host: hostname, localAddress: '127.0.0.2' });
    other.once('data', () => {
      Atomics.store(done, 0, 1);
      Atomics.notify(done, 0);
      other.destroy();
    });
    other.write(asked);
  }
});
socket.write(asked.repeat(total));
