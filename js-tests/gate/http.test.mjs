/** The proxy's HTTP: what goes on, what does not, and what it answers by itself. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { call, EC, keys, MINTERS, projectFile, REFUSED, RSA } from './project.mjs';
import { post, startProxy, until } from './proxies.mjs';
import { raw, request, statuses } from './raw.mjs';
import { startUpstream } from './upstream.mjs';

const token = MINTERS.jotmint({}, EC);
const authorization = `Bearer ${token}`;
const CALL = JSON.stringify(call('eth_blockNumber'));
const sized = (body) => `Content-Length: ${Buffer.byteLength(body)}`;

async function started(test, answer, options) {
  const upstream = await startUpstream(test, answer);
  const proxy = await startProxy(test, upstream.url, options);
  return { ...proxy, seen: upstream.seen, upstream };
}

describe('a request that goes on', () => {
  it('keeps its body and its headers, but for what is not for the node', async (test) => {
    const { url, seen, upstream } = await started(test);
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
    const { url, seen } = await started(test);
    const chunks = [...CALL].map((letter) => `1\r\n${letter}\r\n`).join('');
    const headers = [`Authorization: ${authorization}`, 'Transfer-Encoding: chunked'];
    const answer = await raw(url, request(headers, `${chunks}0\r\n\r\n`));
    assert.deepEqual(statuses(answer), [200]);
    assert.equal(seen[0].body, CALL);
    assert.equal(seen[0].headers['content-length'], String(CALL.length));
    assert.equal(seen[0].headers['transfer-encoding'], undefined);
  });

  it('gets the answer as it is, but for what was for one connection', async (test) => {
    const { url } = await started(test, (_, response) => {
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
    const { url, upstream } = await started(test, (_, response) => {
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
    const { url } = await started(test, (_, response) => {
      response.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n');
    });
    const answer = await raw(url, request([`Authorization: ${authorization}`, sized(CALL)], CALL));
    assert.match(answer, /\r\n\r\n\{\}$/);
    assert.deepEqual(statuses(answer), [200]);
  });

  it('shares its connection with the next', async (test) => {
    const { url, upstream } = await started(test);
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
    const { url, upstream } = await started(test, answer, { maxUpstreamConnections: 2 });
    let connections = 0;
    upstream.server.on('connection', () => {
      connections += 1;
    });
    const asked = Array.from({ length: 10 }, () => post(url, CALL, { authorization }));
    for (const { status } of await Promise.all(asked)) assert.equal(status, 200);
    assert.equal(connections, 2);
  });

  it('goes on another where the node has closed the one before', async (test) => {
    const { url, upstream } = await started(test);
    for (let count = 0; count < 5; count += 1) {
      assert.equal((await post(url, CALL, { authorization })).status, 200);
      upstream.server.closeIdleConnections();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it('is sent once, where the node drops it', async (test) => {
    const { url, seen } = await started(test, (request, response) => {
      if (seen.length === 1) response.end('{}');
      else request.socket.destroy();
    });
    assert.equal((await post(url, CALL, { authorization })).status, 200);
    assert.equal((await post(url, CALL, { authorization })).status, 502);
    assert.equal(seen.length, 2);
  });

  it('is answered in turn where many come at once', async (test) => {
    const { url } = await started(test, (_, response, body) => {
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
    const { url, seen } = await started(test);
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
    const { url, seen } = await started(test, (_, response) => {
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

describe('a request that is refused', () => {
  const bearer = `Authorization: ${authorization}`;
  const none = 'Authorization: Bearer x.y.z';
  /** What is sent, and the statuses of all that is answered. */
  const cases = {
    'another method': [request([bearer], '', 'GET / HTTP/1.1'), [405]],
    'another method, without a token': [request([], '', 'GET / HTTP/1.1'), [401]],
    'a method with a body': [request([bearer, sized(CALL)], CALL, 'PUT / HTTP/1.1'), [405]],
    'a tunnel': [request([bearer], '', 'CONNECT x:1 HTTP/1.1'), []],
    'two tokens, the first good': [request([bearer, none, sized(CALL)], CALL), [401]],
    'two tokens, the second good': [request([none, bearer, sized(CALL)], CALL), [401]],
    'one token twice': [request([bearer, bearer, sized(CALL)], CALL), [401]],
    'a token in the address': [
      request(
        [sized(CALL)],
        CALL,
        `POST /?token=${token}&authorization=Bearer%20${token} HTTP/1.1`,
      ),
      [401],
    ],
    'a token in a cookie': [request([`Cookie: authorization=${token}`, sized(CALL)], CALL), [401]],
    'a token in a trailer': [
      request(
        ['Transfer-Encoding: chunked', 'Trailer: Authorization'],
        `${CALL.length.toString(16)}\r\n${CALL}\r\n0\r\n${bearer}\r\n\r\n`,
      ),
      [401],
    ],
    'two lengths': [request([bearer, sized(CALL), 'Content-Length: 5'], CALL), [400]],
    'one length twice in a header': [
      request([bearer, `Content-Length: ${CALL.length}, ${CALL.length}`], CALL),
      [400],
    ],
    'a length and chunks': [
      request([bearer, sized(CALL), 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
      [400],
    ],
    'chunks and a length': [
      request(
        [bearer, 'Transfer-Encoding: chunked', sized(CALL)],
        `${CALL.length.toString(16)}\r\n${CALL}\r\n0\r\n\r\n`,
      ),
      [400],
    ],
    'chunks by another name': [request([bearer, 'Transfer-Encoding: xchunked'], CALL), [400]],
    'chunks, and then not': [
      request([bearer, 'Transfer-Encoding: chunked, identity'], '0\r\n\r\n'),
      [400],
    ],
    'a line that goes on': [request([bearer, 'X: a', ' b', sized(CALL)], CALL), [400]],
    'a blank before the colon': [request([bearer, 'Content-Length : 5'], 'abcde'), [400]],
    'lines without a return': ['POST / HTTP/1.1\nHost: gate\nContent-Length: 2\n\n{}', [400]],
    'no host': [`POST / HTTP/1.1\r\n${bearer}\r\nConnection: close\r\n\r\n`, [400]],
    'endless headers': [request([bearer, `X: ${'a'.repeat(20_000)}`], ''), [431]],
    'no HTTP': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
    'no body': [request([bearer]), [400]],
    'no JSON': [request([bearer, sized('{')], '{'), [400]],
    'a method that is none': [request([bearer, sized('{"method":5}')], '{"method":5}'), [400]],
    'two methods': [
      request([bearer, sized('{"method":"a","method":"b"}')], '{"method":"a","method":"b"}'),
      [400],
    ],
    'another type': [
      request([bearer, 'Content-Type: application/x-www-form-urlencoded', sized(CALL)], CALL),
      [415],
    ],
    'another character set': [
      request([bearer, 'Content-Type: application/json; charset=utf-16', sized(CALL)], CALL),
      [415],
    ],
    'a packed body': [request([bearer, 'Content-Encoding: deflate', sized(CALL)], CALL), [415]],
    'an expectation that is none': [request([bearer, 'Expect: 200-ok', sized(CALL)], CALL), [417]],
  };
  for (const [what, [text, expected]] of Object.entries(cases)) {
    it(what, async (test) => {
      const { url, seen } = await started(test);
      assert.deepEqual(statuses(await raw(url, text)), expected);
      assert.deepEqual(seen, []);
    });
  }

  it('after one that is good, for lines without a return', async (test) => {
    const { url, seen } = await started(test);
    const kept = (text) => text.replace('Connection: close', 'Connection: keep-alive');
    const good = kept(request([bearer, sized(CALL)], CALL));
    const second = 'POST / HTTP/1.1\r\nHost: gate\r\nX: a\nContent-Length: 2\r\n\r\n{}';
    assert.deepEqual(statuses(await raw(url, `${good}${second}`)), [200, 400]);
    // What hyper would take for the end of the head is not the one that the gate takes.
    const hidden = `POST / HTTP/1.1\r\nHost: gate\r\n\n${good}`;
    assert.deepEqual(statuses(await raw(url, `${good}${hidden}`)), [200, 400]);
    assert.equal(seen.length, 2);
  });

  it('behind a body that was refused unread is no request', async (test) => {
    const { url, seen } = await started(test);
    const hidden = request([bearer, sized(CALL)], CALL);
    const outer = ['Content-Type: text/plain', sized(hidden)];
    const text = request([bearer, ...outer], hidden).replace('Connection: close', 'X: y');
    assert.deepEqual(statuses(await raw(url, text)), [415]);
    const chunked = request([bearer, 'Transfer-Encoding: chunked'], '0\r\n\r\n');
    assert.deepEqual(
      statuses(await raw(url, chunked.replace('Connection: close', 'X: y') + hidden)),
      [400],
    );
    assert.deepEqual(seen, []);
  });

  it('packed, where the bytes are read in both ways', async (test) => {
    const { url, seen } = await started(test);
    const packed = deflateRawSync(CALL);
    const { status } = await post(url, packed, { authorization, 'content-encoding': 'deflate' });
    assert.equal(status, 415);
    assert.deepEqual(seen, []);
  });

  it('that is too long, at once where it says so', async (test) => {
    const config = projectFile({ keys, maxBodyLength: 1_000 });
    const { url, seen } = await started(test, undefined, { config });
    const huge = await raw(url, request([bearer, 'Content-Length: 100000000000'], '{'));
    assert.deepEqual(statuses(huge), [413]);
    assert.match(huge, /"message":"request too large"/);
    const patient = request([bearer, 'Content-Length: 1001', 'Expect: 100-continue']);
    assert.deepEqual(statuses(await raw(url, patient)), [413]);
    const long = JSON.stringify(call('eth_call', ['x'.repeat(2_000)]));
    assert.equal((await post(url, long, { authorization })).status, 413);
    assert.equal((await post(url, long)).status, 401, 'who asks comes first');
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;
    const chunked = request([bearer, 'Transfer-Encoding: chunked'], chunk);
    assert.deepEqual(statuses(await raw(url, [chunked, chunk])), [413]);
    assert.deepEqual(seen, []);
  });

  it('of 100 MB, by a client that sends all of it', async (test) => {
    const { url, seen } = await started(test);
    const sent = ask(url, { method: 'POST', headers: { authorization } });
    sent.on('error', () => {});
    const part = Buffer.alloc(1024 * 1024, ' ');
    let status;
    sent.on('response', (response) => {
      status = response.statusCode;
      response.resume();
    });
    for (let count = 0; count < 100 && !sent.destroyed; count += 1) {
      if (!sent.write(part)) await Promise.race([once(sent, 'drain'), once(sent, 'close')]);
    }
    sent.end();
    if (!sent.closed) await once(sent, 'close');
    assert.equal(status, 413);
    assert.deepEqual(seen, []);
  });

  it('with ten thousand calls', async (test) => {
    const { url, seen } = await started(test);
    const many = Array.from({ length: 10_000 }, (_, id) => call('eth_chainId', [], id));
    const { status, body } = await post(url, many, { authorization });
    assert.equal(status, 400);
    assert.equal(body.error.message, 'invalid request');
    assert.deepEqual(seen, []);
  });
});

describe('a client that does not go through with it', () => {
  const options = { timeouts: { headers: 300, request: 600 } };
  const head = `POST / HTTP/1.1\r\nHost: gate\r\nAuthorization: ${authorization}\r\n`;

  it('by sending nothing, half a head, half a body', async (test) => {
    const { url, seen } = await started(test, undefined, options);
    const answers = await Promise.all([
      raw(url, 'POST / HT'),
      raw(url, head),
      raw(url, `${head}Content-Length: 100\r\n\r\n{`),
    ]);
    assert.deepEqual(answers.map(statuses), [[408], [408], [408]]);
    assert.deepEqual(seen, []);
  });

  it('by taking as long for a head as it may for a body', async (test) => {
    const { url } = await started(test, undefined, { timeouts: { headers: 300, request: 20_000 } });
    const order = [];
    raw(url, `${head}Content-Length: 100\r\n\r\n{`).then(() => order.push('body'));
    await raw(url, head).then(() => order.push('head'));
    assert.deepEqual(order, ['head']);
  });

  it('by leaving in the middle of its body', async (test) => {
    const { url, seen, records } = await started(test);
    const socket = connect(new URL(url).port, '127.0.0.1');
    socket.write(`${head}Content-Length: 100\r\n\r\n{`, () => socket.destroy());
    await until(() => records.some(({ code }) => /CLIENT_GONE|GATE_HTTP/.test(code)));
    assert.deepEqual(seen, []);
  });

  it('by leaving before the answer, which ends the question to the node', async (test) => {
    let over;
    const gone = new Promise((resolve) => {
      over = resolve;
    });
    const { url, seen, records } = await started(test, (_, response) => response.on('close', over));
    const socket = connect(new URL(url).port, '127.0.0.1');
    socket.write(`${head}${sized(CALL)}\r\n\r\n${CALL}`);
    await until(() => seen.length === 1);
    socket.destroy();
    await gone;
    await until(() => records.some(({ code }) => code === 'ERR_GATE_CLIENT_GONE'));
  });

  it('by not reading a long answer, which the node then does not send', async (test) => {
    let written = 0;
    const { url } = await started(test, (_, response) => {
      const part = Buffer.alloc(64 * 1024, 'x');
      const write = () => {
        while (written < 400 * 1024 * 1024) {
          written += part.length;
          if (!response.write(part)) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    const socket = connect(new URL(url).port, '127.0.0.1');
    socket.pause();
    socket.write(`${head}${sized(CALL)}\r\n\r\n${CALL}`);
    await until(() => written > 0);
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    assert.ok(written < 100 * 1024 * 1024, `${written} bytes wait somewhere`);
    socket.destroy();
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
    const { url } = await started(test, () => {}, { timeouts: { upstream: 1_000 } });
    const { status, body } = await post(url, CALL, { authorization });
    assert.deepEqual([status, body.error.message], [504, 'upstream timed out']);
  });

  it('to the end', async (test) => {
    const { url } = await started(test, (_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{');
      setTimeout(() => response.destroy(), 50);
    });
    await assert.rejects(post(url, CALL, { authorization }));
  });

  it('in HTTP', async (test) => {
    const { url } = await started(test, (_, response) => response.socket.end('nonsense\r\n\r\n'));
    assert.equal((await post(url, CALL, { authorization })).status, 502);
  });
});

describe('a token of either kind', () => {
  it('is refused by name', async (test) => {
    const { url } = await started(test);
    for (const key of [EC, RSA]) {
      const methods = MINTERS.jotmint({ methods: ['eth_chainId'] }, key);
      const { status, body } = await post(url, CALL, { authorization: `Bearer ${methods}` });
      assert.deepEqual([status, body.error], [403, REFUSED.forbidden]);
    }
  });
});
