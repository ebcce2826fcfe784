/** Tokens put together by hand, so that they can be wrong in any way. */

const encoder = new TextEncoder();

/** Base64url of bytes, or of a text's UTF-8. */
export function base64url(input) {
  const bytes = typeof input === 'string' ? encoder.encode(input) : input;
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The bytes that a base64url text stands for. */
export function bytesOf(text) {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** `header.payload.signature`; objects are written as JSON, texts and bytes as they are. */
export function compact(header, payload, signature = new Uint8Array(32)) {
  return [header, payload, signature]
    .map((part) => (part instanceof Uint8Array || typeof part === 'string' ? part : json(part)))
    .map(base64url)
    .join('.');
}

function json(value) {
  return JSON.stringify(value);
}
