/** The Content-Security-Policy of the page: nothing at all, but what it is made of. */
import { createHash } from 'node:crypto';

/**
 * @param {{ script: string, style: string }} contents of the page's only script and style element
 * @returns {string}
 */
export function policy({ script, style }) {
  return [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src '${hash(script)}' 'wasm-unsafe-eval'`,
    `style-src '${hash(style)}'`,
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
