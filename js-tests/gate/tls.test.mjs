/** A node behind TLS: whose certificate counts is what the system, or `SSL_CERT_FILE`, says. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocket, WebSocketServer } from 'ws';
import { packageFolder } from '../node/addon.mjs';
import { call, EC, MINTERS, projectFile } from './project.mjs';
import { post, until } from './proxies.mjs';

const file = (name) => fileURLToPath(new URL(`tls/${name}`, import.meta.url));
const program = join(packageFolder, 'bin', 'jotmint.mjs');
const authorization = `Bearer ${MINTERS.jotmint({}, EC)}`;

/** A node whose certificate is by a root of our own: `tls/root.pem`. */
async function startNode(test) {
  const [cert, key] = ['node.pem', 'node.private.pem'].map((name) => readFileSync(file(name)));
  const server = createServer({ cert, key }, (request, response) => {
    request.resume().on('end', () => response.end('{"result":"0x1"}'));
  });
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => socket.send(String(data)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return server.address().port;
}

/** The gate in a process of its own, because it reads the roots once. */
async function startGate(test, upstream, env = {}) {
  const places = ['--config', projectFile(), '--upstream', upstream, '--listen', '127.0.0.1:0'];
  const child = spawn(process.execPath, [program, 'gate', ...places], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  test.after(() => child.kill('SIGKILL'));
  const lines = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
  await until(() => lines.length > 0);
  return { url: lines[0].url, lines };
}

const KNOWN = { SSL_CERT_FILE: file('root.pem') };

function openWebSocket(url) {
  return new WebSocket(url.replace('http', 'ws'), { headers: { authorization } });
}

describe('a node behind TLS', () => {
  for (const host of ['127.0.0.1', 'localhost']) {
    it(`is asked where its root is known: ${host}`, async (test) => {
      const port = await startNode(test);
      const { url } = await startGate(test, `https://${host}:${port}`, KNOWN);
      for (let count = 0; count < 2; count += 1) {
        const { status, body } = await post(url, call('eth_chainId'), { authorization });
        assert.deepEqual([status, body], [200, { result: '0x1' }]);
      }
      const socket = openWebSocket(url);
      await once(socket, 'open');
      socket.send(JSON.stringify(call('eth_chainId')));
      const [message] = await once(socket, 'message');
      assert.deepEqual(JSON.parse(message), call('eth_chainId'));
      socket.close();
    });
  }

  it('is asked where Node is told of its root', async (test) => {
    const port = await startNode(test);
    const env = { NODE_EXTRA_CA_CERTS: file('root.pem') };
    const { url } = await startGate(test, `https://127.0.0.1:${port}`, env);
    assert.equal((await post(url, call('eth_chainId'), { authorization })).status, 200);
  });

  it('is not asked where what should name its root cannot be read', async () => {
    for (const name of ['SSL_CERT_FILE', 'SSL_CERT_DIR']) {
      const places = ['--config', projectFile(), '--upstream', 'https://127.0.0.1:1'];
      const child = spawn(
        process.execPath,
        [program, 'gate', ...places, '--listen', '127.0.0.1:0'],
        {
          stdio: ['ignore', 'ignore', 'pipe'],
          env: {
            ...process.env,
            SSL_CERT_FILE: undefined,
            SSL_CERT_DIR: undefined,
            [name]: file('none'),
          },
        },
      );
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
      assert.notEqual((await once(child, 'close'))[0], 0);
      assert.ok(said.includes(`${name} names no certificates that can be read.`), said);
    }
  });

  it('is not asked where its root is unknown', async (test) => {
    const port = await startNode(test);
    const { url, lines } = await startGate(test, `https://127.0.0.1:${port}`);
    assert.equal((await post(url, call('eth_chainId'), { authorization })).status, 502);
    await until(() => lines.length === 2);
    assert.match(lines[1].reason, /certificate/);
    const socket = openWebSocket(url);
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    assert.equal(response.statusCode, 502);
    response.resume();
  });

  it('is not asked by a name that its certificate lacks', async (test) => {
    const port = await startNode(test);
    const { url } = await startGate(test, `https://127.0.0.2:${port}`, KNOWN);
    assert.equal((await post(url, call('eth_chainId'), { authorization })).status, 502);
  });

  it('is not asked without it', async (test) => {
    const port = await startNode(test);
    const { url } = await startGate(test, `http://127.0.0.1:${port}`, KNOWN);
    assert.equal((await post(url, call('eth_chainId'), { authorization })).status, 502);
  });
});
