/** The gate in other people's servers on Node: each decides about what it hands on. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { createMiddleware } from '@jotmint/gate/express';
import { createHook } from '@jotmint/gate/fastify';
import { createHandler } from '@jotmint/gate/web';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { infura } from 'jotmint';
import { call, EC, expired, keys, MINTERS, REFUSED } from './project.mjs';
import { post } from './proxies.mjs';
import { listening, onConnect, onExpress, onFastify, onHono } from './servers.mjs';

const ALLOWED = call('eth_chainId');
const lists = { methods: ['eth_chainId'] };
const authorization = `Bearer ${MINTERS.jotmint(lists, EC)}`;
/** What is behind the gate says what it was handed. */
const handed = (value) => ({ handed: value });
const gate = infura.createGate({ keys });

/**
 * Servers with a gate in them: `start` gives the address of one. `exact` ones hand on the bytes,
 * others the value.
 */
const SERVERS = {
  'Express, before the parser': {
    start: (test, told) =>
      onExpress(test, createMiddleware(gate, told), express.json(), (request, response) =>
        response.json(handed(request.body)),
      ),
  },
  'Express, behind express.json': {
    start: (test, told) =>
      onExpress(test, express.json(), createMiddleware(gate, told), (request, response) =>
        response.json(handed(request.body)),
      ),
    takesTheLast: true,
  },
  'Express, behind express.json that keeps the bytes': {
    start: (test, told) =>
      onExpress(
        test,
        express.json({
          verify: (request, _, bytes) => {
            request.rawBody = bytes;
          },
        }),
        createMiddleware(gate, told),
        (request, response) => response.json(handed(JSON.parse(request.rawBody))),
      ),
  },
  'Express, behind express.raw': {
    start: (test, told) =>
      onExpress(
        test,
        express.raw({ type: 'application/json' }),
        createMiddleware(gate, told),
        (request, response) => response.json(handed(JSON.parse(request.body))),
      ),
  },
  'Express, behind express.text': {
    start: (test, told) =>
      onExpress(
        test,
        express.text({ type: 'application/json' }),
        createMiddleware(gate, told),
        (request, response) => response.json(handed(JSON.parse(request.body))),
      ),
  },
  connect: {
    start: (test, told) =>
      onConnect(test, createMiddleware(gate, told), ({ body }, response) =>
        response.end(JSON.stringify(handed(body))),
      ),
  },
  'a bare server': {
    start: (test, told) => {
      const middleware = createMiddleware(gate, told);
      return listening(
        test,
        createServer((request, response) =>
          middleware(request, response, () => response.end(JSON.stringify(handed(request.body)))),
        ),
      );
    },
  },
  'Fastify, with its parser': {
    start: (test, told) => {
      const app = fastify();
      app.post('/', { preParsing: createHook(gate, told) }, async ({ body }) => handed(body));
      return onFastify(test, app);
    },
  },
  'Fastify, with the bytes': {
    start: (test, told) => {
      const app = fastify();
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_, body) => body);
      app.addHook('preParsing', createHook(gate, told));
      app.post('/', async ({ body }) => handed(JSON.parse(body)));
      return onFastify(test, app);
    },
  },
  Hono: {
    start: (test, told) => {
      const app = new Hono();
      const handler = createHandler(gate, told);
      app.use(async (context, next) => (await handler(context.req.raw)) ?? next());
      app.post('/', async (context) => context.json(handed(await context.req.json())));
      return onHono(test, app);
    },
  },
};

for (const [name, { start, takesTheLast }] of Object.entries(SERVERS)) {
  describe(name, () => {
    it('lets pass what may', async (test) => {
      const admitted = [];
      const url = await start(test, {
        onAllowed: ({ key, payload }) => admitted.push([key.name, payload.methods]),
      });
      for (const body of [ALLOWED, [ALLOWED, ALLOWED]]) {
        const answer = await post(url, body, { authorization });
        assert.deepEqual([answer.status, answer.body], [200, handed(body)]);
      }
      assert.deepEqual(admitted, [
        ['ec', ['eth_chainId']],
        ['ec', ['eth_chainId']],
      ]);
    });

    it('refuses with the documented answer, and keeps the reason', async (test) => {
      const refused = [];
      const url = await start(test, { onRefused: (refusal) => refused.push(refusal) });
      const cases = [
        [{}, ALLOWED, 401, REFUSED.unauthorised, 'ERR_GATE_TOKEN_MISSING'],
        [
          { authorization: `Bearer ${expired(EC)}` },
          ALLOWED,
          401,
          REFUSED.unauthorised,
          'ERR_JWT_EXPIRED',
        ],
        [{ authorization }, call('eth_accounts'), 403, REFUSED.forbidden, 'ERR_GATE_METHOD'],
        [
          { authorization },
          [ALLOWED, call('eth_accounts')],
          403,
          REFUSED.forbidden,
          'ERR_GATE_METHOD',
        ],
      ];
      for (const [headers, body, status, error] of cases) {
        const answer = await post(url, body, headers);
        assert.deepEqual([answer.status, answer.body.error], [status, error]);
        assert.match(answer.headers.get('content-type'), /^application\/json/);
      }
      assert.deepEqual(
        refused.map(({ code }) => code),
        cases.map(([, , , , code]) => code),
      );
      for (const { reason } of refused) assert.ok(reason.length > 10);
    });

    it('hands on nothing but what it decided about', async (test) => {
      const url = await start(test, { maxBodyLength: 10_000 });
      const evil = call('eth_accounts');
      const twice = (first, last) =>
        `{"jsonrpc":"2.0","id":1,"method":"${first}","method":"${last}","params":[]}`;
      for (const [body, headers = {}] of [
        [JSON.stringify(JSON.stringify(ALLOWED))],
        ['[]'],
        ['null'],
        ['5'],
        [twice('eth_chainId', 'eth_accounts')],
        [`${JSON.stringify(ALLOWED)}${JSON.stringify(evil)}`],
        [
          `{"x":"&method=eth_accounts&","method":"eth_chainId"}`,
          { 'content-type': 'application/x-www-form-urlencoded' },
        ],
        [JSON.stringify(ALLOWED), { 'content-type': 'text/plain' }],
        [JSON.stringify({ ...ALLOWED, params: ['x'.repeat(20_000)] })],
        [`${'['.repeat(4_000)}${']'.repeat(4_000)}`],
        ['{"__proto__":{"method":"eth_chainId"}}'],
        [`\ufeff${JSON.stringify(evil)}`],
      ]) {
        const answer = await post(url, body, { authorization, ...headers });
        const isRefused = answer.status >= 400 && answer.status < 500;
        assert.ok(isRefused || takesTheLast, `${answer.status} ${body.slice(0, 100)}`);
        if (!isRefused) assert.deepEqual(answer.body, handed(ALLOWED));
      }
      const answer = await post(url, twice('eth_accounts', 'eth_chainId'), { authorization });
      if (takesTheLast) assert.deepEqual(answer.body, handed(ALLOWED));
      else assert.equal(answer.status, 400);
    });

    it('takes two tokens for none', async (test) => {
      const url = await start(test, {});
      const both = ['Bearer x.y.z', authorization];
      for (const values of [both, both.toReversed(), [authorization, authorization]]) {
        const { request } = await import('undici');
        const answer = await request(url, {
          method: 'POST',
          headers: [
            ...['content-type', 'application/json'],
            ...values.flatMap((value) => ['authorization', value]),
          ],
          body: JSON.stringify(ALLOWED),
        });
        await answer.body.dump();
        assert.equal(answer.statusCode, 401);
      }
    });
  });
}

describe('a request with two bodies', () => {
  it('is left with the one that was decided about', async (test) => {
    const evil = call('eth_accounts');
    const started = (rawBody, body) =>
      onExpress(
        test,
        express.json(),
        (request, _, next) => {
          Object.assign(request, { rawBody, body });
          next();
        },
        createMiddleware(gate),
        (request, response) => response.json([JSON.parse(request.rawBody), request.body]),
      );
    const [good, bad] = [ALLOWED, evil].map((body) => Buffer.from(JSON.stringify(body)));
    for (const body of [evil, ALLOWED, 'x', bad]) {
      const answer = await post(await started(good, body), ALLOWED, { authorization });
      assert.deepEqual([answer.status, answer.body], [200, [ALLOWED, ALLOWED]]);
      assert.equal((await post(await started(bad, body), ALLOWED, { authorization })).status, 403);
    }
  });
});

describe('a handler that comes too late', () => {
  it('says so, rather than guess', async (test) => {
    const errors = [];
    const told = (error, _request, _response, next) => {
      errors.push(error.message);
      next(error);
    };
    const url = await onExpress(
      test,
      (request, _, next) => request.resume().on('end', next),
      createMiddleware(gate),
      (_, response) => response.end('passed'),
      told,
    );
    const app = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(ALLOWED),
      headers: { authorization, 'content-type': 'application/json' },
    });
    assert.equal(app.status, 500);

    const request = new Request('https://x.example', { method: 'POST', body: new Uint8Array(5) });
    await request.arrayBuffer();
    await createHandler(gate)(request).catch((error) => errors.push(error.message));
    assert.equal(errors.length, 2);
    for (const message of errors) assert.match(message, /has been read already/);
  });
});

describe('the handler in the terms of the Web', () => {
  const asked = (init) => new Request('https://x.example', init);

  it('decides about a handshake only where it is told to', async () => {
    const headers = { authorization, upgrade: 'websocket' };
    const plain = createHandler(gate);
    assert.equal((await plain(asked({ headers }))).status, 400);
    const own = createHandler(gate, { webSockets: true });
    assert.equal(await own(asked({ headers })), undefined);
    assert.equal((await own(asked({ headers: { upgrade: 'websocket' } }))).status, 401);
    const body = new TextEncoder().encode(JSON.stringify(call('eth_accounts')));
    assert.equal((await own(asked({ headers, method: 'POST', body }))).status, 403);
  });

  it('reads no more than it must', async () => {
    let read = 0;
    const endless = new ReadableStream({
      pull(controller) {
        read += 1;
        controller.enqueue(new Uint8Array(1_000).fill(32));
      },
    });
    const request = asked({
      method: 'POST',
      headers: { authorization },
      body: endless,
      duplex: 'half',
    });
    const response = await createHandler(gate, { maxBodyLength: 10_000 })(request);
    assert.equal(response.status, 413);
    assert.ok(read < 30, `${read} parts`);
  });
});
