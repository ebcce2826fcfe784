/** What a request was sent with, as far as a gate decides by it; for servers on `node:http`. */
import type { IncomingMessage } from 'node:http';
import type { GateConnection } from '../../api/src/gate.js';

/**
 * Node keeps the first of two headers and hides the other. Both count here, joined as HTTP joins
 * them, so that nobody behind can be shown another one than was decided by.
 */
export function connectionOf({ rawHeaders }: IncomingMessage): GateConnection {
  const found: Record<string, string | undefined> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!NAMES.has(name)) continue;
    const value = rawHeaders[index + 1] ?? '';
    found[name] = found[name] === undefined ? value : `${found[name]}, ${value}`;
  }
  return {
    authorization: found.authorization,
    origin: found.origin,
    userAgent: found['user-agent'],
  };
}

const NAMES = new Set(['authorization', 'origin', 'user-agent']);
