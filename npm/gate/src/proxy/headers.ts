/** Which headers go on, in either direction. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** For one connection only (RFC 9110, section 7.6.1), and those that are written anew. */
const OF_A_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What the node is not shown, or is told by the proxy itself. */
const NOT_FOR_UPSTREAM = new Set([
  ...OF_A_CONNECTION,
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'http2-settings',
]);

const NOT_FOR_THE_CLIENT = new Set(OF_A_CONNECTION);

/** A request's headers, as the node is sent them: name, value, name, value. */
export function forUpstream({ rawHeaders, headers }: IncomingMessage): string[] {
  const named = namedBy(headers.connection);
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const lower = name.toLowerCase();
    if (NOT_FOR_UPSTREAM.has(lower) || named?.has(lower)) continue;
    kept.push(name, rawHeaders[index + 1] ?? '');
  }
  return kept;
}

/** The same for the handshake of a WebSocket, whose own headers the library writes. */
export function forWebSocket(request: IncomingMessage): Record<string, string[]> {
  const flat = forUpstream(request);
  const kept: Record<string, string[]> = Object.create(null);
  for (let index = 0; index < flat.length; index += 2) {
    const name = flat[index]?.toLowerCase() ?? '';
    if (name.startsWith('sec-websocket-')) continue;
    kept[name] = [...(kept[name] ?? []), flat[index + 1] ?? ''];
  }
  return kept;
}

/** An answer's headers, as the client is sent them. */
export function forTheClient(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = namedBy(headers.connection);
  const kept: Record<string, string | string[]> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined || NOT_FOR_THE_CLIENT.has(name) || named?.has(name)) continue;
    kept[name] = value;
  }
  return kept;
}

/** The headers that a `Connection` header claims for its own connection. */
function namedBy(connection: string | undefined): Set<string> | undefined {
  if (connection === undefined) return undefined;
  const lower = connection.toLowerCase();
  if (lower === 'keep-alive' || lower === 'close') return undefined;
  return new Set(lower.split(',').map((name) => name.trim()));
}
