// What `node:timers/promises` has and a page has not.

/** A message comes after what the page has to do. */
export function setImmediate() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
