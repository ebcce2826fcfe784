/** The one thing to wait for: afterwards everything is there. */
import type { Binding } from '../../api/src/binding.js';
import { bind } from '../../api/src/bound.js';
import { refusal } from '../../api/src/error.js';
import { webAssembly } from './binding.js';
import { type Fetch, load, type WasmSource } from './load.js';
import { web } from './platform.js';

/**
 * Loads the WebAssembly. Await it once before anything else of this package is called; further
 * calls, at the same time or later, do no harm.
 *
 * @param source Where the WebAssembly comes from. Default: the `jotmint.wasm` beside this
 *   package's JavaScript.
 *
 * @example
 * import init, { sign } from '@jotmint/web';
 *
 * await init();
 * const token = sign({ sub: 'alice' }, privateKeyPem, { expiresIn: '1h' });
 */
export type Init = (source?: WasmSource | PromiseLike<WasmSource>) => Promise<void>;

let loading: Promise<void> | undefined;
let loaded = false;

/** @param home where the WebAssembly is if nobody says otherwise */
export function initFrom(home: WasmSource, fetch: Fetch): Init {
  return async (source = home) => {
    while (!loaded) {
      if (loading === undefined) {
        loading = start(source, fetch);
        return loading;
      }
      // Another call is at it; should it fail, this one may have a better source.
      await loading.catch(() => undefined);
    }
  };
}

async function start(source: WasmSource | PromiseLike<WasmSource>, fetch: Fetch): Promise<void> {
  try {
    await load(source, fetch);
    bind(webAssembly, web);
    loaded = true;
  } finally {
    loading = undefined;
  }
}

/** Stands in for the binding until there is one. */
const uninitialized = new Proxy({} as Binding, {
  get() {
    throw refusal(
      'ERR_NOT_INITIALIZED',
      'jotmint is not loaded yet.',
      "Call `await init()` once, where the program starts: import init from '@jotmint/web'.",
    );
  },
});

bind(uninitialized, web);
