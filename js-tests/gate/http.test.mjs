/** The proxy's HTTP: what goes on to the node, and what comes back. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { authorization, CALL, sized, startBefore } from './before.mjs';
import { call, EC, MINTERS, REFUSED, RSA } from './project.mjs';
import { post, startProxy } from './proxies.mjs';
import { raw, request, statuses } from './raw.mjs';
import { startUpstream } from './upstream.mjs';

describe('a request that goes on', () => {
  it('keeps its body and its headers, but for what is not for the node', async (test) => {
    const { url, seen, upstream } = await startBefore(test);
    const body = ' {"method":"eth_blockNumber", "id":1,"jsonrpc":"2.0" , "params":[]}\n';
    const headers = {
      Authorization: authorization,
      'Content-Type': 'application/json; charset=UTF-8',
      'Content-Length': body.length,
      Connection: 'keep-alive, X-Secret',
      'X-Secret': 'for the proxy',
      'Keep-Alive': 'timeout=5',
      TE: 'trailers',
      'Proxy-Authorization': 'Basic YTpi',
      Cookie: 'a=b',
      Origin: 'https://dapp.example',
      'User-Agent': 'dapp/1',
      'X-Request-Id': 'abc',
      Host: 'gate.example',
    };
    const sent = ask(`${url}/v3/project?token=x`, { method: 'POST', headers });
    sent.end(body);
    const [response] = await once(sent, 'response');
    response.resume();
    assert.equal(response.statusCode, 200);
    const [{ headers: got, ...rest }] = seen;
    assert.deepEqual(rest, { method: 'POST', url: '/', body });
    assert.deepEqual(got, {
      host: new URL(upstream.url).host,
      origin: 'https://dapp.example',
      'user-agent': 'dapp/1',
      'x-request-id': 'abc',
      'content-type': 'application/json',
      'content-length': String(body.length),
      connection: 'keep-alive',
    });
  });

  it("goes to the path of the upstream's own address", async (test) => {
    const upstream = await startUpstream(test);
    const { url } = await startProxy(test, `${upstream.url}/rpc?x=1`);
    assert.equal((await post(`${url}/graphql`, CALL, { authorization })).status, 200);
    assert.equal(upstream.seen[0].url, '/rpc?x=1');
  });

  it('may come in chunks', async (test) => {
    const { url, seen } = await startBefore(test);
    const chunks = [...CALL].map((letter) => `1\r\n${letter}\r\n`).join('');
    const headers = [`Authorization: ${authorization}`, 'Transfer-Encoding: chunked'];
    const answer = await raw(url, request(headers, `${chunks}0\r\n\r\n`));
    assert.deepEqual(statuses(answer), [200]);
    assert.equal(seen[0].body, CALL);
    assert.equal(seen[0].headers['content-length'], String(CALL.length));
    assert.equal(seen[0].headers['transfer-encoding'], undefined);
  });

  it('goes on as it is where another protocol would do as well', async (test) => {
    const { url, seen } = await startBefore(test);
    const offer = [
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
    ];
    const headers = [`Authorization: ${authorization}`, ...offer, sized(CALL)];
    assert.deepEqual(statuses(await raw(url, request(headers, CALL))), [200]);
    const { upgrade, 'http2-settings': settings } = seen[0].headers;
    assert.deepEqual([upgrade, settings], [undefined, undefined]);
  });

  it('gets the answer as it is, but for what was for one connection', async (test) => {
    const { url } = await startBefore(test, (_, response) => {
      response.writeHead(418, 'Teapot', {
        'X-Node': 'geth',
        'Set-Cookie': ['a=1', 'b=2'],
        Connection: 'close, X-Hop',
        'X-Hop': '1',
      });
      response.write('{"part');
      setTimeout(() => response.end('s":2}'), 20);
    });
    const { status, headers, body } = await post(url, CALL, { authorization });
    assert.deepEqual([status, body], [418, { parts: 2 }]);
    assert.equal(headers.get('x-node'), 'geth');
    assert.deepEqual(headers.getSetCookie(), ['a=1', 'b=2']);
    assert.equal(headers.get('x-hop'), null);
    assert.notEqual(headers.get('connection'), 'close');
  });

  it('gets the parts of an answer as they come, also of one whose length was said', async (test) => {
    let next;
    const { url, upstream } = await startBefore(test, (_, response) => {
      response.writeHead(200, { 'content-length': 9 });
      response.write('{"a"');
      next = () => {
        response.write(':"b"');
        next = () => response.end('}');
      };
    });
    let connections = 0;
    upstream.server.on('connection', () => {
      connections += 1;
    });
    for (let count = 0; count < 2; count += 1) {
      const sent = ask(url, { method: 'POST', headers: { authorization } });
      sent.end(CALL);
      const [response] = await once(sent, 'response');
      response.setEncoding('utf8');
      const parts = [];
      response.on('data', (part) => {
        parts.push(part);
        next();
      });
      await once(response, 'end');
      assert.deepEqual(parts, ['{"a"', ':"b"', '}']);
      assert.equal(response.headers['content-length'], '9');
    }
    assert.equal(connections, 1);
  });

  it('gets no more of an answer than the length that was said', async (test) => {
    const { url } = await startBefore(test, (_, response) => {
      response.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n');
    });
    const answer = await raw(url, request([`Authorization: ${authorization}`, sized(CALL)], CALL));
    assert.match(answer, /\r\n\r\n\{\}$/);
    assert.deepEqual(statuses(answer), [200]);
  });

  it('gets a length in one form', async (test) => {
    const { url } = await startBefore(test, (_, response) => {
      response.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}');
    });
    const { headers, body } = await post(url, CALL, { authorization });
    assert.deepEqual([headers.get('content-length'), body], ['2', {}]);
  });

  it('shares its connection with the next', async (test) => {
    const { url, upstream } = await startBefore(test);
    let connections = 0;
    upstream.server.on('connection', () => {
      connections += 1;
    });
    for (let count = 0; count < 3; count += 1) {
      assert.equal((await post(url, CALL, { authorization })).status, 200);
    }
    assert.equal(connections, 1);
  });

  it('waits for a connection where as many as may be are in use', async (test) => {
    const answer = (_, response) => setTimeout(() => response.end('{}'), 20);
    const { url, upstream } = await startBefore(test, answer, { maxUpstreamConnections: 2 });
    let connections = 0;
    upstream.server.on('connection', () => {
      connections += 1;
    });
    const asked = Array.from({ length: 10 }, () => post(url, CALL, { authorization }));
    for (const { status } of await Promise.all(asked)) assert.equal(status, 200);
    assert.equal(connections, 2);
  });

  it('goes on another where the node has closed the one before', async (test) => {
    const { url, upstream } = await startBefore(test);
    for (let count = 0; count < 5; count += 1) {
      assert.equal((await post(url, CALL, { authorization })).status, 200);
      upstream.server.closeIdleConnections();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it('goes on another where the node has closed very many', async (test) => {
    const answer = (_, response) => setTimeout(() => response.end('{}'), 200);
    const options = { timeouts: { upstream: 5_000 } };
    const { url, upstream } = await startBefore(test, answer, options);
    const ask = async () => (await post(url, CALL, { authorization })).status;
    const all = await Promise.all(Array.from({ length: 250 }, ask));
    assert.ok(all.every((status) => status === 200));
    upstream.server.closeAllConnections();
    assert.equal(await ask(), 200);
  });

  it('is sent once, where the node drops it', async (test) => {
    const { url, seen } = await startBefore(test, (request, response) => {
      if (seen.length === 1) response.end('{}');
      else request.socket.destroy();
    });
    assert.equal((await post(url, CALL, { authorization })).status, 200);
    assert.equal((await post(url, CALL, { authorization })).status, 502);
    assert.equal(seen.length, 2);
  });

  it('is answered in turn where many come at once', async (test) => {
    const { url } = await startBefore(test, (_, response, body) => {
      setTimeout(() => response.end(body), 30 / JSON.parse(body).id);
    });
    const texts = [1, 2, 3].map((id) => {
      const body = JSON.stringify(call('eth_chainId', [], id));
      return request([`Authorization: ${authorization}`, sized(body)], body);
    });
    const kept = texts.map((text, index) =>
      index < 2 ? text.replace('Connection: close', 'Connection: keep-alive') : text,
    );
    const answer = await raw(url, kept.join(''));
    assert.deepEqual(statuses(answer), [200, 200, 200]);
    assert.deepEqual(
      [...answer.matchAll(/"id":(\d)/g)].map(([, id]) => id),
      ['1', '2', '3'],
    );
  });

  it('may come in pieces of any size, with others on its connection', async (test) => {
    const { url, seen } = await startBefore(test);
    const sent = [`Authorization: ${authorization}`, sized(CALL)];
    const kept = request(sent, CALL).replace('Connection: close', 'X: y');
    const text = `${kept}\r\n${kept}${request(sent, CALL)}`;
    for (const size of [1, 7, 100, 700]) {
      const socket = connect(new URL(url).port, '127.0.0.1').setNoDelay();
      let answer = '';
      socket.setEncoding('latin1').on('data', (chunk) => {
        answer += chunk;
      });
      for (let at = 0; at < text.length; at += size) {
        socket.write(text.slice(at, at + size));
        await new Promise(setImmediate);
      }
      await once(socket, 'close');
      assert.deepEqual(statuses(answer), [200, 200, 200], `${size} bytes at a time`);
    }
    assert.ok(seen.every(({ body }) => body === CALL));
  });

  it('may be asked about beforehand by a browser', async (test) => {
    const { url, seen } = await startBefore(test, (_, response) => {
      response.writeHead(204, { 'Access-Control-Allow-Origin': 'https://dapp.example' }).end();
    });
    const asked = {
      origin: 'https://dapp.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const response = await fetch(url, { method: 'OPTIONS', headers: asked });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-origin'), 'https://dapp.example');
    assert.equal(seen[0].method, 'OPTIONS');
    assert.equal((await fetch(url, { method: 'OPTIONS' })).status, 405);
    const preflight = Object.entries(asked).map(([name, value]) => `${name}: ${value}`);
    const smuggled = request([...preflight, sized(CALL)], CALL, 'OPTIONS / HTTP/1.1');
    assert.deepEqual(statuses(await raw(url, smuggled)), [405]);
    assert.equal(seen.length, 1);
  });
});

describe('a node that does not answer', () => {
  it('because there is none', async (test) => {
    const { url, records } = await startProxy(test, 'http://127.0.0.1:1');
    const { status, body } = await post(url, CALL, { authorization });
    assert.equal(status, 502);
    const error = { code: -32603, message: 'upstream unavailable' };
    assert.deepEqual(body, { jsonrpc: '2.0', id: null, error });
    assert.match(records.find(({ event }) => event === 'failed').reason, /ECONNREFUSED/);
  });

  it('in time', async (test) => {
    const { url } = await startBefore(test, () => {}, { timeouts: { upstream: 1_000 } });
    const { status, body } = await post(url, CALL, { authorization });
    assert.deepEqual([status, body.error.message], [504, 'upstream timed out']);
  });

  it('to the end', async (test) => {
    const { url } = await startBefore(test, (_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{');
      setTimeout(() => response.destroy(), 50);
    });
    await assert.rejects(post(url, CALL, { authorization }));
  });

  it('in HTTP', async (test) => {
    const { url } = await startBefore(test, (_, response) =>
      response.socket.end('nonsense\r\n\r\n'),
    );
    assert.equal((await post(url, CALL, { authorization })).status, 502);
  });
});

describe('a token of either kind', () => {
  it('is refused by name', async (test) => {
    const { url } = await startBefore(test);
    for (const key of [EC, RSA]) {
      const methods = MINTERS.jotmint({ methods: ['eth_chainId'] }, key);
      const { status, body } = await post(url, CALL, { authorization: `Bearer ${methods}` });
      assert.deepEqual([status, body.error], [403, REFUSED.forbidden]);
    }
  });
});
