/** The proxy's HTTP: what does not go on to the node, and what it answers by itself. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { authorization, CALL, sized, startBefore, token } from './before.mjs';
import { call, keys, projectFile } from './project.mjs';
import { post, until } from './proxies.mjs';
import { raw, request, statuses } from './raw.mjs';

describe('a request that is refused', () => {
  const bearer = `Authorization: ${authorization}`;
  const none = 'Authorization: Bearer x.y.z';
  /** What is sent, and the statuses of all that is answered. */
  const cases = {
    'another method': [request([bearer], '', 'GET / HTTP/1.1'), [405]],
    'another method, and another protocol': [
      request([bearer, 'Connection: Upgrade', 'Upgrade: h2c'], '', 'GET / HTTP/1.1'),
      [405],
    ],
    'a long body, of which nothing comes, without a token': [
      request(['Content-Length: 100000']),
      [401],
    ],
    'chunks, of which none comes, without a token': [
      request(['Transfer-Encoding: chunked']),
      [401],
    ],
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
      const { url, seen } = await startBefore(test);
      assert.deepEqual(statuses(await raw(url, text)), expected);
      assert.deepEqual(seen, []);
    });
  }

  it('after one that is good, for lines without a return', async (test) => {
    const { url, seen } = await startBefore(test);
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
    const { url, seen } = await startBefore(test);
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
    const { url, seen } = await startBefore(test);
    const packed = deflateRawSync(CALL);
    const { status } = await post(url, packed, { authorization, 'content-encoding': 'deflate' });
    assert.equal(status, 415);
    assert.deepEqual(seen, []);
  });

  it('that is too long, at once where it says so', async (test) => {
    const config = projectFile({ keys, maxBodyLength: 1_000 });
    const { url, seen } = await startBefore(test, undefined, { config });
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
    const { url, seen } = await startBefore(test);
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
    const { url, seen } = await startBefore(test);
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

  it('by sending half a line, half a head, half a body', async (test) => {
    const { url, seen } = await startBefore(test, undefined, options);
    const answers = await Promise.all([
      raw(url, 'POST / HT'),
      raw(url, head),
      raw(url, `${head}Content-Length: 100\r\n\r\n{`),
    ]);
    assert.deepEqual(answers.map(statuses), [[408], [408], [408]]);
    assert.deepEqual(seen, []);
  });

  it('by taking as long for a head as it may for a body', async (test) => {
    const { url } = await startBefore(test, undefined, {
      timeouts: { headers: 300, request: 20_000 },
    });
    const order = [];
    raw(url, `${head}Content-Length: 100\r\n\r\n{`).then(() => order.push('body'));
    await raw(url, head).then(() => order.push('head'));
    assert.deepEqual(order, ['head']);
  });

  it('by leaving in the middle of its body', async (test) => {
    const { url, seen, records } = await startBefore(test);
    const socket = connect(new URL(url).port, '127.0.0.1');
    socket.write(`${head}Content-Length: 100\r\n\r\n{`, () => socket.destroy());
    await until(() => records.some(({ code }) => code === 'ERR_GATE_CLIENT_GONE'));
    assert.deepEqual(seen, []);
  });

  it('by leaving before the answer, which ends the question to the node', async (test) => {
    let over;
    const gone = new Promise((resolve) => {
      over = resolve;
    });
    const { url, seen, records } = await startBefore(test, (_, response) =>
      response.on('close', over),
    );
    const socket = connect(new URL(url).port, '127.0.0.1');
    socket.write(`${head}${sized(CALL)}\r\n\r\n${CALL}`);
    await until(() => seen.length === 1);
    socket.destroy();
    await gone;
    await until(() => records.some(({ code }) => code === 'ERR_GATE_CLIENT_GONE'));
  });

  it('by not reading a long answer, and so keeping others from the node', async (test) => {
    const answer = (_, response, body) =>
      response.end(JSON.parse(body).id === 1 ? Buffer.alloc(64 * 1024 * 1024, ' ') : '{}');
    const options = { maxUpstreamConnections: 1, timeouts: { upstream: 1_000 } };
    const { url, seen, records } = await startBefore(test, answer, options);
    const socket = connect(new URL(url).port, '127.0.0.1');
    socket.on('error', () => {}).pause();
    socket.write(`${head}${sized(CALL)}\r\n\r\n${CALL}`);
    await until(() => seen.length === 1);
    const other = call('eth_chainId', [], 2);
    await until(async () => (await post(url, other, { authorization })).status === 200);
    assert.ok(records.some(({ code }) => code === 'ERR_GATE_CLIENT_GONE'));
    socket.destroy();
  });

  it('by not reading a long answer, which the node then does not send', async (test) => {
    let written = 0;
    const { url } = await startBefore(test, (_, response) => {
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
