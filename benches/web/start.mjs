// How long a page waits for its first token.

import init, { sign } from '/jotmint/index.js';

async function start() {
  const { ES256 } = await (await fetch('/keys.json')).json();
  const begin = performance.now();
  await init();
  sign({ sub: 'alice' }, ES256.privateKey, { expiresIn: '1h' });
  return performance.now() - begin;
}

globalThis.outcome = start();
