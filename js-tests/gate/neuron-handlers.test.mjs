/** Neuron's decision in other people's servers on Node: its codes, and nothing of the reasons. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createNeuronMiddleware } from '@jotmint/gate/express';
import { createNeuronHook } from '@jotmint/gate/fastify';
import { createNeuronHandler } from '@jotmint/gate/web';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { generateKeyPair, infura, neuron } from 'jotmint';
import { Client } from 'undici';
import { files, vectors } from '../node/material.mjs';
import { emptyFolder } from '../node/running.mjs';
import { listening, onExpress, onFastify, onHono } from './servers.mjs';

const BODY = { nodes: ['modbus'] };
/** What is behind the handler says what it was handed. */
const handed = (value) => ({ handed: value });

/** Servers with a verifier in them: `start` gives the address of one. */
const SERVERS = {
  'Express, before the parser': (test, verifier, told) =>
    onExpress(
      test,
      createNeuronMiddleware(verifier, told),
      express.json({ limit: '10mb' }),
      (request, response) => response.json(handed(request.body)),
    ),
  'Express, behind the parser': (test, verifier, told) =>
    onExpress(
      test,
      express.json({ limit: '10mb' }),
      createNeuronMiddleware(verifier, told),
      (request, response) => response.json(handed(request.body)),
    ),
  'a bare server, as connect has it': (test, verifier, told) => {
    const middleware = createNeuronMiddleware(verifier, told);
    const server = createServer((request, response) =>
      middleware(request, response, async (error) => {
        if (error) response.writeHead(500).end('{}');
        else response.end(JSON.stringify(handed(JSON.parse((await request.toArray()).join('')))));
      }),
    );
    return listening(test, server);
  },
  Fastify: (test, verifier, told) => {
    const app = fastify();
    app.addHook('onRequest', createNeuronHook(verifier, told));
    app.post('/', async ({ body }) => handed(body));
    return onFastify(test, app);
  },
  Hono: (test, verifier, told) => {
    const app = new Hono();
    const handler = createNeuronHandler(verifier, told);
    app.use(async (context, next) => (await handler(context.req.raw)) ?? next());
    app.post('/', async (context) => context.json(handed(await context.req.json())));
    app.onError((_, context) => context.json({}, 500));
    return onHono(test, app);
  },
};

const STATUS = { 1004: 401, 1005: 401, 1006: 403, 1007: 403 };
const MODES = { secure: {}, neuron: { emulate: true } };
const { now, keys, cases } = vectors.neuron;
/** A verifier at the time that the table is about. */
const then = (verifier) => ({ authorize: (header) => verifier.authorize(header, { now }) });
const sound = cases.find(({ what }) => what === 'a user').authorization;

/** A client of that server with one connection: it posts with these `Authorization` headers. */
function connected(test, url, onConnect = () => {}) {
  const client = new Client(url);
  client.on('connect', onConnect);
  test.after(() => client.destroy());
  return async (authorizations, text = JSON.stringify(BODY)) => {
    const { statusCode, headers, body } = await client.request({
      method: 'POST',
      path: '/',
      headers: [
        ...['content-type', 'application/json'],
        ...authorizations.flatMap((value) => ['authorization', value]),
      ],
      body: text,
    });
    return { status: statusCode, headers, text: await body.text() };
  };
}

/** Whether that was the answer: the code, and not a word besides. */
function assertRefused({ status, headers, text }, error) {
  assert.deepEqual([status, JSON.parse(text)], [STATUS[error], { error }]);
  assert.match(headers['content-type'], /^application\/json/);
}

const isHanded = ({ status, text }) =>
  assert.deepEqual([status, JSON.parse(text)], [200, handed(BODY)]);

for (const [name, start] of Object.entries(SERVERS)) {
  describe(name, () => {
    for (const [mode, options] of Object.entries(MODES)) {
      it(`answers as the table says: ${mode}`, async (test) => {
        const told = [];
        const verifier = then(neuron.createVerifier({ keys }, options));
        const post = connected(
          test,
          await start(test, verifier, {
            onAllowed: (user) => told.push(user),
            onRefused: (refusal) => told.push(refusal),
          }),
        );
        const seen = new Set();
        for (const { what, authorization, ...expected } of cases) {
          const error = expected[mode];
          seen.add(error);
          const answer = await post(authorization === null ? [] : [authorization]);
          if (error === 0) isHanded(answer);
          else assertRefused(answer, error);
          // HTTP takes the space from the end of a header.
          const decision = verifier.authorize(authorization?.trim());
          assert.deepEqual(told, [decision.ok ? decision.user : decision], what);
          if (!decision.ok) {
            const { text, headers } = answer;
            for (const secret of [decision.reason, decision.code]) {
              assert.ok(!(text + JSON.stringify(headers)).includes(secret), what);
            }
          }
          told.length = 0;
        }
        assert.deepEqual([...seen].sort(), [0, 1004, 1005, 1006, 1007]);
      });

      it(`decides by both of two headers, as HTTP joins them: ${mode}`, async (test) => {
        const verifier = then(neuron.createVerifier({ keys }, options));
        const post = connected(test, await start(test, verifier));
        for (const values of [
          [sound, sound],
          [sound, 'Bearer x.y.z'],
          ['Bearer x.y.z', sound],
        ]) {
          // Neuron cuts a token off at what is no base64.
          const isTaken = mode === 'neuron' && values[0] === sound;
          const answer = await post(values);
          if (isTaken) isHanded(answer);
          else assertRefused(answer, 1005);
        }
      });
    }

    it('goes by the key files of a directory as they are', async (test) => {
      const other = generateKeyPair('RS256');
      const directory = emptyFolder();
      const file = join(directory, 'ci-bot.pem');
      writeFileSync(file, files['neuron.public.pem']);
      const verifier = neuron.createVerifier({ directory });
      test.after(() => verifier.close());
      const users = [];
      const post = connected(
        test,
        await start(test, verifier, { onAllowed: (user) => users.push(user) }),
      );
      const [first, second] = [files['neuron.private.pem'], other.privateKey].map(
        (key) => `Bearer ${neuron.sign({ user: 'bob' }, key, { issuer: 'ci-bot', expiresIn: 60 })}`,
      );
      isHanded(await post([first]));
      assertRefused(await post([second]), 1005);
      writeFileSync(file, other.publicKey.toPem());
      assertRefused(await post([first]), 1005);
      isHanded(await post([second]));
      assert.deepEqual(users, ['bob', 'bob']);
    });

    it('leaves a body that it refuses, and the connection goes on', async (test) => {
      const verifier = then(neuron.createVerifier({ keys }));
      let connections = 0;
      const post = connected(test, await start(test, verifier), () => {
        connections += 1;
      });
      const request = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n';
      const long = JSON.stringify([request.repeat(20_000)]);
      for (let turn = 0; turn < 3; turn += 1) {
        assertRefused(await post([], long), 1004);
        isHanded(await post([sound]));
      }
      assert.equal(connections, 1);
    });

    it('lets nothing pass that could not be decided or told', async (test) => {
      const fail = () => {
        throw new Error('told');
      };
      const verifier = then(neuron.createVerifier({ keys }));
      for (const [decider, told, authorizations] of [
        [{ authorize: fail }, {}, [sound]],
        [verifier, { onAllowed: fail }, [sound]],
        [verifier, { onRefused: fail }, []],
        [infura.createGate({ requireJwt: false }), {}, [sound]],
      ]) {
        const { status, text } = await connected(
          test,
          await start(test, decider, told),
        )(authorizations);
        assert.equal(status, 500);
        assert.doesNotMatch(text, /handed/);
      }
    });
  });
}

describe('the handler for Neuron in the terms of the Web', () => {
  it('does not mind a body that has been read, or none', async () => {
    const handler = createNeuronHandler(then(neuron.createVerifier({ keys })));
    const headers = { authorization: sound };
    const request = new Request('https://x.example', { method: 'POST', body: 'x', headers });
    await request.text();
    assert.equal(await handler(request), undefined);
    assert.equal(await handler(new Request('https://x.example', { headers })), undefined);
    const refused = await handler(new Request('https://x.example'));
    assert.deepEqual([refused.status, await refused.json()], [401, { error: 1004 }]);
  });
});
