/** The suite on WebAssembly in Firefox. */
import { browserSuite } from './browser-suite.mjs';

await browserSuite('firefox');
