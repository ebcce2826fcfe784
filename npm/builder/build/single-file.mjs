/** Everything that Vite wrote, as one HTML file: script, style and WebAssembly inside. */
import { gzipSync } from 'node:zlib';
import { policy } from './policy.mjs';

/** The element that holds the WebAssembly; `src/wasm.ts` reads it. */
const WASM_ID = 'jotmint-wasm';

/** @returns {import('vite').Plugin} */
export function singleFile() {
  return {
    name: 'single-file',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = only(bundle, '.html');
      const script = String(only(bundle, '.js').code).trim();
      const style = String(only(bundle, '.css').source).trim();
      const wasm = gzipSync(only(bundle, '.wasm').source, { level: 9 }).toString('base64');
      if (/<\/script|<!--/i.test(script)) this.error('The script would end its own element.');
      if (/<\/style/i.test(style)) this.error('The style would end its own element.');
      page.source = assembled(String(page.source), { script, style, wasm });
      for (const name of Object.keys(bundle)) if (bundle[name] !== page) delete bundle[name];
    },
  };
}

/** The policy comes first: it holds from there on. */
function assembled(html, { script, style, wasm }) {
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy({ script, style })}" />`,
    `<style>${style}</style>`,
  ];
  const tail = [
    `<script type="application/wasm+gzip+base64" id="${WASM_ID}">${wasm}</script>`,
    `<script type="module">${script}</script>`,
  ];
  // A function as replacement, because `$` means something in a text.
  return html
    .replace(/\s*<script type="module"[^>]*><\/script>/, '')
    .replace(/\s*<link rel="stylesheet"[^>]*>/, '')
    .replace('<meta charset="utf-8" />', (charset) => `${charset}\n    ${head[0]}`)
    .replace('</head>', () => `  ${head[1]}\n  </head>`)
    .replace('</body>', () => `  ${tail.join('\n    ')}\n  </body>`);
}

/** @returns {import('vite').Rolldown.OutputAsset & import('vite').Rolldown.OutputChunk} */
function only(bundle, ending) {
  const found = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(ending));
  if (found.length !== 1) throw new Error(`${found.length} files end with ${ending}, not one`);
  return found[0];
}
