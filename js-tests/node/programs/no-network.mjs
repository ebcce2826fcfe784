/** A service at the other end of every `fetch`: it takes tokens that are whole, and nothing else. */
import { decode } from 'jotmint';

globalThis.fetch = async (address, { headers = {} } = {}) => {
  const authorization = new Headers(headers).get('authorization');
  if (authorization !== null) decode(authorization.replace(/^Bearer /, ''));
  return Response.json({ jsonrpc: '2.0', id: 1, result: '0x1', address: String(address) });
};
