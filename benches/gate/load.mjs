// Requests at a rate, or as many as there is room for; how long each took.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { Client } from 'undici';

const BODY =
  '{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["0x1937c5c515057553ccbd46d5866455ce66290284","latest"]}';

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {number} pid  the process that answers
 * @property {readonly string[]} authorizations  one for each request, in turn; none, where it is empty
 * @property {number} asked  how many requests there were
 * @property {Client[]} clients  a connection each; they stay open from one slice to the next
 */

/**
 * @param {{ name: string, url: string, pid: number, authorizations?: readonly string[] }} target
 * @param {number} connections
 * @returns {Target}
 */
export function target({ name, url, pid, authorizations = [] }, connections) {
  const clients = Array.from({ length: connections }, () => new Client(url));
  return { name, pid, authorizations, asked: 0, clients };
}

/**
 * As many requests as there are connections, each followed by the next.
 *
 * @param {Target} target
 * @param {number} milliseconds
 * @returns {Promise<number[]>}  milliseconds, one for each request
 */
export async function saturate(target, milliseconds) {
  const took = /** @type {number[]} */ ([]);
  const end = performance.now() + milliseconds;
  const worker = async (/** @type {Client} */ client) => {
    while (performance.now() < end) took.push(await ask(target, client));
  };
  await Promise.all(target.clients.map(worker));
  return took;
}

/**
 * Requests at a steady rate, whatever becomes of the ones before, on all connections in turn: a pool
 * would send them all on the first, because it is free again each time.
 *
 * @param {Target} target
 * @param {number} rate  a second
 * @param {number} milliseconds
 * @returns {Promise<number[]>}
 */
export async function steady(target, rate, milliseconds) {
  const total = Math.round((rate * milliseconds) / 1000);
  const asked = /** @type {Promise<number>[]} */ ([]);
  const { clients } = target;
  const pacer = new Worker(new URL('pacer.mjs', import.meta.url), { workerData: { rate, total } });
  pacer.on('message', (index) => {
    asked.push(ask(target, /** @type {Client} */ (clients[index % clients.length])));
  });
  await once(pacer, 'exit');
  return Promise.all(asked);
}

/**
 * One request, checked.
 *
 * @param {Target} target
 * @param {Client} client
 * @returns {Promise<number>}
 */
async function ask(target, client) {
  const { name, authorizations } = target;
  const authorization = authorizations[target.asked % authorizations.length];
  target.asked += 1;
  const begin = performance.now();
  const { statusCode, body } = await client.request({
    path: '/',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: BODY,
  });
  const text = await body.text();
  const took = performance.now() - begin;
  if (statusCode !== 200 || !text.includes('"result":"0x1"')) {
    throw new Error(`${name}: ${statusCode} ${text}`);
  }
  return took;
}
