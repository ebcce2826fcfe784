/** The suite on WebAssembly in Chromium. */
import { browserSuite } from './browser-suite.mjs';

await browserSuite('chromium');
