/** What every entry of this package exports beside `init`. */
export * from '../../api/src/index.js';
export type { Init } from './init.js';
export type { WasmSource } from './load.js';
