/** What a request was sent with, as far as a gate decides by it; for servers on `node:http`. */
import type { IncomingMessage } from 'node:http';
import type { GateConnection } from '../../api/src/gate.js';

/**
 * Node keeps the first of two headers and hides the other. Both count here, joined as HTTP joins
 * them, so that nobody behind can be shown another one than was decided by.
 */
export function connectionOf({ rawHeaders }: IncomingMessage): GateConnection {
  const sent: Sent = { authorization: undefined, origin: undefined, userAgent: undefined };
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const member = MEMBERS.get(rawHeaders[index]?.toLowerCase() ?? '');
    if (member === undefined) continue;
    const value = rawHeaders[index + 1] ?? '';
    sent[member] = sent[member] === undefined ? value : `${sent[member]}, ${value}`;
  }
  return sent;
}

type Sent = Record<'authorization' | 'origin' | 'userAgent', string | undefined>;

const MEMBERS = new Map<string, keyof Sent>([
  ['authorization', 'authorization'],
  ['origin', 'origin'],
  ['user-agent', 'userAgent'],
]);
