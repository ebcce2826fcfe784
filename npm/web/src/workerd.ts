/** jotmint for Cloudflare's runtime, which compiles WebAssembly before a worker starts, only then. */

import { initFrom } from './init.js';
import module from './jotmint.wasm';

export * from './api.js';

export default initFrom(module, (address) => fetch(address));
