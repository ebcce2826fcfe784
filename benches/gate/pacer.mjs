// A thread that says when a request is due. A timer of the main thread comes at whole milliseconds: of
// 2,000 a second two would go at once, each time.
import { parentPort, workerData } from 'node:worker_threads';

const { rate, total } = workerData;
const never = new Int32Array(new SharedArrayBuffer(4));
const begin = performance.now();

for (let index = 0; index < total; index += 1) {
  const wait = begin + (index * 1000) / rate - performance.now();
  if (wait > 0) Atomics.wait(never, 0, 0, wait);
  parentPort?.postMessage(index);
}
