/** Base64url as the page shows it; whether a token's is right, the core decides. */

export function encode(text: string): string {
  return encodeBytes(new TextEncoder().encode(text));
}

export function encodeBytes(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** As many arguments as any engine takes. */
const CHUNK = 8192;

/**
 * What can be read of a part, however damaged it is: up to the first character that has no meaning,
 * with a replacement character for what is no UTF-8.
 */
export function readable(part: string): string {
  const plain = part.replaceAll('-', '+').replaceAll('_', '/');
  const good = /^[A-Za-z0-9+/]*/.exec(plain)?.[0] ?? '';
  const whole = good.length % 4 === 1 ? good.slice(0, -1) : good;
  return new TextDecoder().decode(Uint8Array.from(atob(whole), (char) => char.charCodeAt(0)));
}
