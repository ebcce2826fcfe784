/** Which bodies are one JSON to every reader, by their headers: one table for all that read them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as ask, createServer } from 'node:http';
import { describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import { createMiddleware } from '@jotmint/gate/express';
import { createHandler } from '@jotmint/gate/web';
import { infura } from 'jotmint';
import { call, EC, keys, MINTERS } from './project.mjs';
import { startProxy } from './proxies.mjs';
import { startUpstream } from './upstream.mjs';

const authorization = `Bearer ${MINTERS.jotmint({}, EC)}`;
const gate = infura.createGate({ keys });

/** `Content-Type`, `Content-Encoding`, whether it passes, and where it comes from. */
const TABLE = [
  [undefined, undefined, true],
  [undefined, undefined, false, 'https://dapp.example'],
  [undefined, undefined, false, 'null'],
  ['application/json', undefined, true, 'https://dapp.example'],
  ['application/json', undefined, true],
  [' Application/JSON ', undefined, true],
  ['application/json;', undefined, true],
  ['application/json; charset=utf-8', undefined, true],
  ['application/json;charset="UTF8";', undefined, true],
  ['application/json', ' Identity ', true],
  ['', undefined, false],
  ['text/plain', undefined, false],
  ['application/jsonp', undefined, false],
  ['application/json; charset=utf-16', undefined, false],
  ['application/json; charset', undefined, false],
  ['application/json; charset = utf-8', undefined, false],
  ['application/json; charset=utf-8; charset=utf-16', undefined, false],
  ['application/json; version=1', undefined, false],
  ['application/json, text/plain', undefined, false],
  ['application/json', 'gzip', false],
  [undefined, 'identity, gzip', false],
];

const READERS = {
  'the proxy': async (test) => {
    const upstream = await startUpstream(test);
    return (await startProxy(test, upstream.url)).url;
  },
  'the handler of the Web': (test) => {
    const handler = createHandler(gate);
    const fetch = async (request) => (await handler(request)) ?? new Response('{}');
    return listening(test, serve({ fetch, port: 0, hostname: '127.0.0.1' }));
  },
  'the middleware': (test) => {
    const middleware = createMiddleware(gate);
    const server = createServer((request, response) =>
      middleware(request, response, () => response.end('{}')),
    );
    return listening(test, server.listen(0, '127.0.0.1'));
  },
};

async function listening(test, server) {
  if (!server.listening) await once(server, 'listening');
  test.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

async function statusOf(url, type, encoding, origin) {
  const headers = {
    authorization,
    ...(origin !== undefined && { origin }),
    ...(type !== undefined && { 'content-type': type }),
    ...(encoding !== undefined && { 'content-encoding': encoding }),
  };
  const asked = ask(url, { method: 'POST', headers, agent: false });
  asked.end(JSON.stringify(call('eth_chainId')));
  const [response] = await once(asked, 'response');
  response.resume();
  return response.statusCode;
}

describe('the type of a body', () => {
  for (const [name, start] of Object.entries(READERS)) {
    it(`decides whether it is read: ${name}`, async (test) => {
      const url = await start(test);
      for (const [type, encoding, passes, origin] of TABLE) {
        const status = await statusOf(url, type, encoding, origin);
        assert.equal(status, passes ? 200 : 415, `${type}, ${encoding}, ${origin}`);
      }
    });
  }
});
