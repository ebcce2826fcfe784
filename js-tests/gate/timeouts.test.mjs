/** How long the proxy waits, for clients and for the node. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, it } from 'node:test';
import { authorization, CALL, sized, startBefore } from './before.mjs';
import { post, startProxy, until } from './proxies.mjs';
import { raw, statuses } from './raw.mjs';
import { refusal } from './sockets.mjs';

const asked = [
  'POST / HTTP/1.1',
  'Host: gate',
  `Authorization: ${authorization}`,
  sized(CALL),
  '',
  CALL,
].join('\r\n');

/** What takes connections and says nothing. */
async function startSilent(test) {
  const open = new Set();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return `127.0.0.1:${server.address().port}`;
}

describe('a client that is silent', () => {
  it('from the beginning', async (test) => {
    const { url, records } = await startBefore(test, undefined, { timeouts: { headers: 300 } });
    assert.deepEqual(statuses(await raw(url, [])), [408]);
    assert.equal(records.at(-1).code, 'ERR_GATE_HTTP');
  });

  it('between two requests, for as long as it was told that it may be', async (test) => {
    const { url, seen } = await startBefore(test, undefined, {
      timeouts: { headers: 100, keepAlive: 4_000 },
    });
    const socket = connect(new URL(url).port, '127.0.0.1').setEncoding('latin1');
    let answers = '';
    socket.on('data', (text) => {
      answers += text;
    });
    socket.write(asked);
    await until(() => statuses(answers).length === 1);
    assert.match(answers, /\r\nkeep-alive: timeout=4\r\n/i);
    // Longer than a head may take, and shorter than it was told.
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.write(asked);
    await until(() => statuses(answers).length === 2);
    await once(socket, 'close');
    assert.deepEqual([statuses(answers), seen.length], [[200, 200], 2]);
  });
});

describe('a node that is silent', () => {
  const timeouts = { connect: 300, upstream: 20_000 };

  it('when it is asked for a WebSocket', async (test) => {
    const { url, records } = await startProxy(test, `http://${await startSilent(test)}`, {
      timeouts,
    });
    const { status, body } = await refusal(url, { authorization });
    assert.deepEqual([status, body.error.message], [502, 'upstream unavailable']);
    assert.match(records.find(({ event }) => event === 'failed').reason, /ETIMEDOUT/);
  });

  it('when TLS is to begin', async (test) => {
    const { url, records } = await startProxy(test, `https://${await startSilent(test)}`, {
      timeouts,
    });
    assert.equal((await post(url, CALL, { authorization })).status, 502);
    assert.match(records.find(({ event }) => event === 'failed').reason, /ETIMEDOUT/);
  });

  it('in the middle of its answer', async (test) => {
    const begin = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    };
    const { url, records } = await startBefore(test, begin, { timeouts: { upstream: 300 } });
    await assert.rejects(post(url, CALL, { authorization }));
    const { code, kind } = records.find(({ event }) => event === 'failed');
    assert.deepEqual([code, kind], ['ERR_GATE_UPSTREAM_TIMEOUT', 'request']);
  });

  it('to all the requests that it may be asked at once', async (test) => {
    const { url, seen, records } = await startBefore(test, () => {}, {
      maxUpstreamConnections: 1,
      timeouts: { upstream: 500 },
    });
    const first = post(url, CALL, { authorization });
    await until(() => seen.length === 1);
    const answers = await Promise.all([first, post(url, CALL, { authorization })]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [504, 504],
    );
    const failed = records.filter(({ code }) => code === 'ERR_GATE_UPSTREAM_TIMEOUT');
    assert.equal(failed.length, 2);
  });
});
