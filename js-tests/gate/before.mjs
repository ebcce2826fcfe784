/** A proxy before a node that does as a test tells it, and what it is asked. */
import { call, EC, MINTERS } from './project.mjs';
import { startProxy } from './proxies.mjs';
import { startUpstream } from './upstream.mjs';

export const token = MINTERS.jotmint({}, EC);
export const authorization = `Bearer ${token}`;
export const CALL = JSON.stringify(call('eth_blockNumber'));

/** The header that says how long a body is. */
export const sized = (body) => `Content-Length: ${Buffer.byteLength(body)}`;

export async function startBefore(test, answer, options) {
  const upstream = await startUpstream(test, answer);
  const proxy = await startProxy(test, upstream.url, options);
  return { ...proxy, seen: upstream.seen, upstream };
}
