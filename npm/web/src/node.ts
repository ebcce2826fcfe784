/** jotmint's WebAssembly where files are read rather than fetched: Node and Deno. */
import { readFile } from 'node:fs/promises';
import { initFrom } from './init.js';

export * from './api.js';

export default initFrom(new URL('./jotmint.wasm', import.meta.url), (address) => {
  const url = typeof address === 'string' ? new URL(address) : address;
  return url instanceof URL && url.protocol === 'file:' ? readFile(url) : fetch(url);
});
