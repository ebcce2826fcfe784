/** WebSockets: which node they go to, and what a proxy that changes or ends makes of them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { authorization, CALL, sized } from './before.mjs';
import { call, EC, keys, MINTERS, projectFile, REFUSED } from './project.mjs';
import { post, startProxy, until } from './proxies.mjs';
import { raw, request, statuses } from './raw.mjs';
import { startUpstream } from './upstream.mjs';

const HANDSHAKE = [
  'GET / HTTP/1.1',
  'Host: gate',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  `Authorization: ${authorization}`,
].join('\r\n');

/** A node for both, which sends each message back; `messages` are those that it got. */
async function startNode(test) {
  const upstream = await startUpstream(test);
  const messages = [];
  const sockets = new WebSocketServer({ server: upstream.server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      messages.push(String(data));
      socket.send(data);
    });
  });
  return { ...upstream, messages };
}

async function opened(test, url, headers = { authorization }) {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers });
  test.after(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

async function answered(socket, message) {
  const answer = once(socket, 'message');
  socket.send(message);
  const [data] = await answer;
  return JSON.parse(data);
}

/** A handshake that is refused: its status, and the body. */
async function refused(url, headers) {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers });
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return [response.statusCode, JSON.parse(body)];
}

const errorOf = (error) => ({ jsonrpc: '2.0', id: null, error });

describe('a WebSocket', () => {
  it('is refused for its user agent', async (test) => {
    const node = await startNode(test);
    const proxy = await startProxy(test, node.url);
    const narrow = `Bearer ${MINTERS.jotmint({ user_agents: ['DappBackend/'] }, EC)}`;
    const by = (agent) => ({ authorization: narrow, ...(agent && { 'user-agent': agent }) });
    for (const agent of ['curl/8', 'dappbackend/2', undefined]) {
      assert.deepEqual(await refused(proxy.url, by(agent)), [403, errorOf(REFUSED.forbidden)]);
    }
    const socket = await opened(test, proxy.url, by('x DappBackend/2'));
    assert.deepEqual(await answered(socket, CALL), JSON.parse(CALL));
    assert.deepEqual(
      proxy.records
        .filter(({ event }) => event === 'refused')
        .map(({ kind, code }) => [kind, code]),
      Array(3).fill(['handshake', 'ERR_GATE_USER_AGENT']),
    );
  });

  it('goes to the node that is for WebSockets', async (test) => {
    const [node, other] = [await startNode(test), await startNode(test)];
    const { url } = await startProxy(test, node.url, {
      upstreamWebSocket: `${other.url.replace('http', 'ws')}/ws?a=b`,
    });
    let asked;
    other.server.on('upgrade', (request) => {
      asked = request;
    });
    assert.deepEqual(await answered(await opened(test, url), CALL), JSON.parse(CALL));
    assert.equal((await post(url, CALL, { authorization })).status, 200);
    assert.deepEqual([node.messages, other.messages], [[], [CALL]]);
    assert.deepEqual([node.seen.length, other.seen.length], [1, 0]);
    assert.deepEqual([asked.url, asked.headers.host], ['/ws?a=b', new URL(other.url).host]);
  });

  it('is refused while the proxy is being closed', async (test) => {
    const node = await startNode(test);
    let records;
    let answer;
    // Where the first half has not been read when the proxy is closed, nothing had begun.
    await until(async () => {
      const proxy = await startProxy(test, node.url);
      const socket = connect(new URL(proxy.url).port, '127.0.0.1');
      socket.on('error', () => {});
      const asked = request([`Authorization: ${authorization}`, sized(CALL)], CALL);
      socket.write(asked.replace('Connection: close', 'X: x'));
      await once(socket, 'data');
      socket.write(HANDSHAKE);
      // Another is answered by the same thread.
      await raw(proxy.url, asked);
      const closed = proxy.close();
      answer = '';
      socket.setEncoding('latin1').on('data', (text) => {
        answer += text;
      });
      const ended = once(socket, 'close');
      socket.write('\r\n\r\n');
      await Promise.all([ended, closed]);
      ({ records } = proxy);
      return statuses(answer).length > 0;
    });
    assert.deepEqual(statuses(answer), [503]);
    assert.match(answer, /"message":"closing"/);
    assert.deepEqual(
      records.filter(({ kind }) => kind === 'handshake').map(({ event, code }) => [event, code]),
      [['refused', 'ERR_GATE_CLOSING']],
    );
    assert.deepEqual(node.messages, []);
  });
});

describe('the longest body', () => {
  it('is another after a reload', async (test) => {
    const node = await startNode(test);
    const config = projectFile({ keys, maxBodyLength: 1_000 });
    const proxy = await startProxy(test, node.url, { config });
    const long = JSON.stringify(call('eth_chainId', ['x'.repeat(2_000)]));
    const becomes = async (maxBodyLength) => {
      writeFileSync(config, JSON.stringify({ keys, maxBodyLength }));
      assert.equal(await proxy.reload(), true);
    };
    const status = async () => (await post(proxy.url, long, { authorization })).status;
    const cut = async () => {
      const socket = await opened(test, proxy.url);
      const closed = once(socket, 'close');
      socket.send(long);
      return (await closed)[0];
    };
    assert.equal(await status(), 413);
    assert.equal(await cut(), 1009);

    await becomes(3_000);
    assert.equal(await status(), 200);
    const socket = await opened(test, proxy.url);
    assert.deepEqual(await answered(socket, long), JSON.parse(long));

    await becomes(1_000);
    assert.equal(await status(), 413);
    assert.equal(await cut(), 1009);
    // One that is open has each message decided about as it is now.
    assert.equal((await answered(socket, long)).error.message, 'request too large');
    assert.deepEqual(node.messages, [long]);
  });
});
