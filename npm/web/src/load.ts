/** From wherever the WebAssembly is to the functions in it. */
import { type JotError, refusal } from '../../api/src/error.js';
import { nameOf } from '../../api/src/options.js';
import * as glue from '../wasm/jotmint_bg.js';

/** Where the WebAssembly comes from: its address, what was fetched from there, or what is in it. */
export type WasmSource = URL | string | Request | Response | BufferSource | WebAssembly.Module;

/** How a platform fetches what an address stands for. */
export type Fetch = (address: URL | string | Request) => Promise<Response | BufferSource>;

/** The version of this JavaScript; the build puts it here. */
declare const VERSION: string;

/** Compiles it, starts it, and makes it what the glue speaks to. */
export async function load(
  source: WasmSource | PromiseLike<WasmSource>,
  fetch: Fetch,
): Promise<void> {
  if (typeof WebAssembly !== 'object') {
    throw failed('This platform has no WebAssembly.', 'Use a browser, and a mode of it, that has.');
  }
  const came = await arrived(source);
  const module = came instanceof WebAssembly.Module ? came : await compile(came, fetch);
  let exports: WebAssembly.Exports;
  try {
    ({ exports } = await WebAssembly.instantiate(module, { './jotmint_bg.js': { ...glue } }));
  } catch (cause) {
    throw foreign(cause);
  }
  glue.__wbg_set_wasm(guarded(exports));
  if (typeof exports.__wbindgen_start !== 'function' || typeof exports.version !== 'function') {
    throw foreign();
  }
  exports.__wbindgen_start();
  if (glue.version() !== VERSION) {
    // The glue keeps its views of the memory until they are empty, as those of a grown memory are.
    if (exports.memory instanceof WebAssembly.Memory) exports.memory.grow(0);
    throw foreign();
  }
}

/** A promise that fails is most often that of a `fetch`. */
async function arrived(source: WasmSource | PromiseLike<WasmSource>): Promise<WasmSource> {
  try {
    return await source;
  } catch (cause) {
    throw failed('The WebAssembly cannot be fetched.', SERVE, cause);
  }
}

async function compile(source: WasmSource, fetch: Fetch): Promise<WebAssembly.Module> {
  const content = isAddress(source) ? await fetched(source, fetch) : source;
  if (isBytes(content)) return compileBytes(content);
  if (!(content instanceof Response)) {
    throw refusal(
      'ERR_OPTION_INVALID',
      `The argument \`source\` is ${nameOf(content)}; it must be a URL, a Response, bytes or a compiled module.`,
      'Leave it out to take the jotmint.wasm of the package.',
      { reason: 'source' },
    );
  }
  if (!content.ok) {
    throw failed(`The server answered ${content.status}${from(content.url)}.`, SERVE);
  }
  // Browsers keep what they compile while it comes in, so the next page need not compile it.
  const streamable = content.headers.get('content-type')?.startsWith('application/wasm');
  if (streamable && typeof WebAssembly.compileStreaming === 'function') {
    return compiled(() => WebAssembly.compileStreaming(content));
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await content.arrayBuffer();
  } catch (cause) {
    throw failed(`The WebAssembly was cut off on its way${from(content.url)}.`, SERVE, cause);
  }
  return compileBytes(bytes, content.url);
}

async function fetched(address: URL | string | Request, fetch: Fetch) {
  try {
    return await fetch(address);
  } catch (cause) {
    const url = address instanceof Request ? address.url : String(address);
    throw failed(`The WebAssembly cannot be fetched${from(url)}.`, SERVE, cause);
  }
}

function isAddress(source: unknown): source is URL | string | Request {
  return typeof source === 'string' || source instanceof URL || source instanceof Request;
}

function isBytes(content: unknown): content is BufferSource {
  return content instanceof ArrayBuffer || ArrayBuffer.isView(content);
}

function compileBytes(bytes: BufferSource, url = ''): Promise<WebAssembly.Module> {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  if (!MAGIC.every((byte, index) => view[index] === byte)) {
    throw failed(
      `There is something else than WebAssembly${from(url)}.`,
      `Some servers answer with a page where a file is missing. ${SERVE}`,
    );
  }
  return compiled(() => WebAssembly.compile(bytes));
}

const MAGIC = [0x00, 0x61, 0x73, 0x6d];

async function compiled(compile: () => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  try {
    return await compile();
  } catch (cause) {
    throw failed(
      'The WebAssembly does not compile: it is damaged, or this page may not compile any.',
      "Serve jotmint.wasm unchanged, and allow 'wasm-unsafe-eval' in a Content-Security-Policy.",
      cause,
    );
  }
}

/** Nothing in there may panic; should it, the caller is told by a code like of everything else. */
function guarded(exports: WebAssembly.Exports): WebAssembly.Exports {
  const guard = (call: (...args: unknown[]) => unknown) =>
    function guardedCall(...args: unknown[]) {
      try {
        return call(...args);
      } catch (cause) {
        throw refusal('ERR_INTERNAL', 'A defect of jotmint was met.', 'Please report it.', {
          cause,
        });
      }
    };
  return Object.fromEntries(
    Object.entries(exports).map(([name, value]) => [
      name,
      typeof value === 'function' ? guard(value as () => unknown) : value,
    ]),
  ) as WebAssembly.Exports;
}

const SERVE =
  'Serve the jotmint.wasm of @jotmint/web and give `init` its address, or give it the bytes.';

function foreign(cause?: unknown): JotError {
  return failed(
    'This WebAssembly is not of the same release as its JavaScript.',
    'Serve the jotmint.wasm of the @jotmint/web that is installed.',
    cause,
  );
}

/** Where it came from, without a query, which may hold what nobody else should read. */
function from(url: string): string {
  return url === '' ? '' : ` at ${url.replace(/[?#].*$/, '')}`;
}

function failed(problem: string, hint: string, cause?: unknown): JotError {
  return refusal('ERR_WASM_LOAD', problem, hint, cause === undefined ? {} : { cause });
}
