/** jotmint for browsers and bundlers. */
import { initFrom } from './init.js';

export * from './api.js';

// Bundlers know this form, and copy the file to where it will be found.
export default initFrom(new URL('./jotmint.wasm', import.meta.url), (address) => fetch(address));
