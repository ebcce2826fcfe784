/** The core, from where the build put it: gzipped and in base64, inside this page. */
import init from '@jotmint/web';

/** The build writes this element (`build/single-file.mjs`). */
const ELEMENT = 'jotmint-wasm';

export async function loadCore(): Promise<void> {
  const element = document.getElementById(ELEMENT);
  const packed = Uint8Array.from(atob(element?.textContent ?? ''), (char) => char.charCodeAt(0));
  element?.remove();
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  await init(await new Response(unpacked).arrayBuffer());
}
