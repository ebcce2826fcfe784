/** WebSockets through the gate: decided at the handshake, and with each message. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createPublicClient, webSocket } from 'viem';
import { WebSocket } from 'ws';
import { BALANCE, OTHER, RICH, skip, startAnvil } from './anvil.mjs';
import { call, EC, expired, keys, known, MINTERS, projectFile, REFUSED, RSA } from './project.mjs';
import { startProxy, until } from './proxies.mjs';
import { connected, refusal, startEcho, text } from './sockets.mjs';

const bearer = (claims, key = EC, expiresIn) => `Bearer ${MINTERS.jotmint(claims, key, expiresIn)}`;

describe('a WebSocket through the gate to a node', { skip }, () => {
  const jobs = [];
  let node;
  let proxy;
  before(async () => {
    node = await startAnvil();
    proxy = await startProxy({ after: (job) => jobs.push(job) }, node.url);
  });
  after(async () => {
    for (const job of jobs) await job();
    await node?.stop();
  });

  it("serves viem's transport, and blocks as they come", async () => {
    const authorization = bearer({});
    /** viem takes no headers here, so the class that it makes gets them. */
    class Authorised extends WebSocket {
      constructor(url) {
        super(url, { headers: { authorization } });
      }
    }
    const plain = globalThis.WebSocket;
    globalThis.WebSocket = Authorised;
    const transport = webSocket(proxy.url.replace('http', 'ws'), {
      retryCount: 0,
      reconnect: false,
    });
    const client = createPublicClient({ transport });
    try {
      assert.equal(await client.getBalance({ address: RICH }), BALANCE);
      const number = await new Promise((resolve, reject) => {
        const unwatch = client.watchBlockNumber({
          onBlockNumber: (found) => {
            unwatch();
            resolve(found);
          },
          onError: reject,
        });
        setTimeout(() => client.request({ method: 'evm_mine' }).catch(reject), 50);
      });
      assert.equal(typeof number, 'bigint');
    } finally {
      globalThis.WebSocket = plain;
      (await client.transport.getRpcClient()).close();
    }
  });

  it('decides about each message', async () => {
    const lists = { methods: ['eth_getBalance', 'eth_chainId'], addresses: [RICH] };
    const { socket, ask } = await connected(proxy.url, { authorization: bearer(lists) });
    const balance = await ask(call('eth_getBalance', [RICH, 'latest'], 1));
    assert.equal(BigInt(balance.result), BALANCE);
    const refused = (id, error) => ({ jsonrpc: '2.0', id, error });
    assert.deepEqual(
      await ask(call('eth_getBalance', [OTHER, 'latest'], 2)),
      refused(2, REFUSED.forbidden),
    );
    assert.deepEqual(await ask(call('eth_accounts', [], 3)), refused(3, REFUSED.forbidden));
    assert.deepEqual(
      await ask([call('eth_chainId'), call('eth_accounts')]),
      refused(null, REFUSED.forbidden),
    );
    assert.deepEqual(await ask('{'), refused(null, { code: -32700, message: 'parse error' }));
    assert.equal((await ask(call('eth_chainId', [], 4))).id, 4);
    socket.close();
  });
});

describe('a WebSocket through the gate', () => {
  it('is refused at the handshake', async (test) => {
    const echo = await startEcho(test);
    const { url } = await startProxy(test, echo.url);
    const unauthorised = {
      status: 401,
      body: { jsonrpc: '2.0', id: null, error: REFUSED.unauthorised },
    };
    assert.deepEqual(await refusal(url), unauthorised);
    assert.deepEqual(await refusal(url, { authorization: `Bearer ${expired(RSA)}` }), unauthorised);
    assert.deepEqual(
      await refusal(`${url}/?access_token=${MINTERS.jotmint({}, EC)}`),
      unauthorised,
      'a token in the address is not looked at',
    );
    const authorization = bearer({ origins: ['https://dapp.example'] });
    const { status } = await refusal(url, { authorization, origin: 'https://evil.example' });
    assert.equal(status, 403);
    assert.deepEqual(echo.seen, []);
  });

  it('hides the token from the node, and refused messages', async (test) => {
    const echo = await startEcho(test);
    const { url } = await startProxy(test, echo.url);
    const authorization = bearer({ methods: ['eth_chainId'] });
    const headers = { authorization, cookie: 'a=b', 'x-trace': '1', 'user-agent': 'dapp' };
    const { socket, ask } = await connected(`${url}/v3/abc?x=y`, headers);
    await ask(call('eth_accounts'));
    assert.deepEqual(await ask(call('eth_chainId')), { echo: call('eth_chainId') });
    const [{ request, messages }] = echo.seen;
    assert.deepEqual(messages, [JSON.stringify(call('eth_chainId'))]);
    assert.equal(request.url, '/');
    assert.equal(request.headers.authorization, undefined);
    assert.equal(request.headers.cookie, undefined);
    assert.equal(request.headers['x-trace'], '1');
    assert.equal(request.headers['user-agent'], 'dapp');
    assert.equal(request.headers.host, new URL(echo.url).host);
    socket.close();
    const [{ socket: behind }] = echo.seen;
    if (behind.readyState !== behind.CLOSED) await once(behind, 'close');
  });

  it('takes no message that is too long', async (test) => {
    const echo = await startEcho(test);
    const config = projectFile({ keys, maxBodyLength: 1_000 });
    const { url } = await startProxy(test, echo.url, { config });
    const { socket } = await connected(url, { authorization: bearer({}) });
    socket.send(text(call('eth_call', ['x'.repeat(1_000)])));
    const [code] = await once(socket, 'close');
    assert.equal(code, 1009);
    assert.deepEqual(echo.seen[0].messages, []);
  });

  it('takes a message that comes along with the handshake', async (test) => {
    const echo = await startEcho(test);
    const { url } = await startProxy(test, echo.url);
    const head = [
      'GET / HTTP/1.1',
      'Host: gate',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Authorization: ${bearer({})}`,
    ].join('\r\n');
    const body = Buffer.from(text(call('eth_chainId')));
    // Masked with zeros, which change nothing.
    const frame = Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
    const socket = connect(new URL(url).port, '127.0.0.1');
    socket.write(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), frame]));
    let answer = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      answer += chunk;
    });
    await until(() => answer.includes('"echo"'));
    assert.match(answer, /s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n/);
    assert.deepEqual(echo.seen[0].messages, [String(body)]);
    socket.destroy();
    await until(() => echo.seen[0].socket.readyState === WebSocket.CLOSED);
  });

  it('ends when its token does', async (test) => {
    const echo = await startEcho(test);
    const proxy = await startProxy(test, echo.url, { timeouts: { heartbeat: 50 } });
    const { socket, ask } = await connected(proxy.url, { authorization: bearer({}, EC, 2) });
    await ask(call('eth_chainId'));
    const [code, reason] = await once(socket, 'close');
    assert.deepEqual([code, String(reason)], [1008, 'invalid JWT']);
  });

  it('ends when its key does', async (test) => {
    const echo = await startEcho(test);
    const config = projectFile();
    const proxy = await startProxy(test, echo.url, { config });
    const { socket } = await connected(proxy.url, { authorization: bearer({}) });
    const other = await connected(proxy.url, { authorization: bearer({}, RSA) });
    writeFileSync(config, JSON.stringify({ keys: [known(RSA)] }));
    const [code] = await once(socket, 'close');
    assert.equal(code, 1008);
    assert.deepEqual(await other.ask(call('eth_chainId')), { echo: call('eth_chainId') });
    other.socket.close();
  });

  it('ends with the node, with its code', async (test) => {
    const echo = await startEcho(test);
    const { url } = await startProxy(test, echo.url);
    const { socket } = await connected(url, { authorization: bearer({}) });
    echo.seen[0].socket.close(4321, 'enough');
    const [code, reason] = await once(socket, 'close');
    assert.deepEqual([code, String(reason)], [4321, 'enough']);
    const cut = await connected(url, { authorization: bearer({}) });
    echo.seen[1].socket.terminate();
    assert.deepEqual((await once(cut.socket, 'close'))[0], 1011);
  });

  it('is cut where the client says nothing', async (test) => {
    const echo = await startEcho(test);
    const proxy = await startProxy(test, echo.url, { timeouts: { heartbeat: 50 } });
    const url = proxy.url.replace('http', 'ws');
    const socket = new WebSocket(url, {
      headers: { authorization: bearer({}) },
      autoPong: false,
    });
    const [code] = await once(socket, 'close');
    assert.equal(code, 1006);
    await until(() => echo.seen[0].socket.readyState === WebSocket.CLOSED);
  });

  it('goes on while the client says anything at all', async (test) => {
    const echo = await startEcho(test);
    const proxy = await startProxy(test, echo.url, { timeouts: { heartbeat: 1_000 } });
    const socket = new WebSocket(proxy.url.replace('http', 'ws'), {
      headers: { authorization: bearer({}) },
      autoPong: false,
    });
    await once(socket, 'open');
    let pings = 0;
    socket.on('ping', () => {
      pings += 1;
    });
    while (pings < 3) {
      socket.send(text(call('eth_chainId')));
      await once(socket, 'message');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(socket.readyState, WebSocket.OPEN);
    socket.close();
  });

  it('does not fill up with what nobody reads', async (test) => {
    const echo = await startEcho(test);
    const { url } = await startProxy(test, echo.url);
    const { socket, next } = await connected(url, { authorization: bearer({}) });
    socket.pause();
    const long = call('eth_call', ['x'.repeat(100_000)]);
    for (let count = 0; count < 100; count += 1) socket.send(text(long));
    socket.resume();
    for (let count = 0; count < 100; count += 1) assert.ok((await next()).echo);
    socket.close();
  });

  it('takes no more pings where nobody reads the answers', async (test) => {
    const echo = await startEcho(test);
    const { url } = await startProxy(test, echo.url);
    const { socket, ask } = await connected(url, { authorization: bearer({}) });
    socket.pause();
    const total = 400_000;
    for (let count = 0; count < total; count += 1) socket.ping(Buffer.alloc(125));
    let before = -1;
    while (before !== socket.bufferedAmount) {
      before = socket.bufferedAmount;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    // What the system holds for both ways is less.
    assert.ok(before > 10_000_000, `${before} bytes wait`);
    socket.resume();
    await until(() => socket.bufferedAmount === 0);
    assert.deepEqual(await ask(call('eth_chainId')), { echo: call('eth_chainId') });
    socket.close();
  });

  it('brings long messages, with pings among their pieces', async (test) => {
    const echo = await startEcho(test);
    const proxy = await startProxy(test, echo.url, { timeouts: { heartbeat: 1_000 } });
    const { socket, next, ask } = await connected(proxy.url, { authorization: bearer({}) });
    const long = { id: 1, result: 'é'.repeat(5_000_000) };
    socket.pause();
    echo.seen[0].socket.send(JSON.stringify(long));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    socket.resume();
    assert.deepEqual(await next(), long);
    assert.deepEqual(await ask(call('eth_chainId')), { echo: call('eth_chainId') });
    socket.close();
  });

  it('is told where there is no node', async (test) => {
    const { url } = await startProxy(test, 'http://127.0.0.1:1');
    const { status, body } = await refusal(url, { authorization: bearer({}) });
    assert.equal(status, 502);
    assert.equal(body.error.message, 'upstream unavailable');
  });

  it('is no POST', async (test) => {
    const echo = await startEcho(test);
    const { url } = await startProxy(test, echo.url);
    const asked = { authorization: bearer({}), connection: 'upgrade', upgrade: 'websocket' };
    const [answer] = await once(get(url, { method: 'POST', headers: asked }), 'response');
    assert.equal(answer.statusCode, 400);
    answer.resume();
    const forged = { authorization: bearer({}), 'sec-websocket-key': 'no key' };
    const headers = { ...forged, connection: 'upgrade', upgrade: 'websocket' };
    const [response] = await once(get(url, { headers }), 'response');
    assert.equal(response.statusCode, 400);
    response.resume();
    await until(() => echo.seen.every(({ socket }) => socket.readyState === WebSocket.CLOSED));
  });
});
