/** The proxy as an operator has it: the command, signals, reloading, its log and its counters. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import { packageFolder } from '../node/addon.mjs';
import { emptyFolder, node } from '../node/running.mjs';
import { forgeries } from './forgeries.mjs';
import { call, EC, keys, known, MINTERS, projectFile, RSA } from './project.mjs';
import { post, startProxy, until } from './proxies.mjs';
import { request } from './raw.mjs';
import { startUpstream } from './upstream.mjs';

const program = join(packageFolder, 'bin', 'jotmint.mjs');
const CALL = JSON.stringify(call('eth_chainId'));
const bearer = (key = EC, claims = {}) => `Bearer ${MINTERS.jotmint(claims, key)}`;

/** The command, running; `lines` fills with what it logs, `printed` with what else it says. */
async function command(test, args) {
  const child = spawn(process.execPath, [program, 'gate', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  test.after(() => child.kill('SIGKILL'));
  const lines = [];
  const printed = [];
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed.push(text);
    process.stderr.write(text);
  });
  // When all that it wrote has been read.
  const exited = once(child, 'close');
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
  await until(() => lines.length > 0 || child.exitCode !== null);
  const { url, metrics } = lines[0];
  return {
    child,
    lines,
    printed,
    exited,
    url,
    metrics,
    saw: (event) => lines.some((line) => line.event === event),
  };
}

/** Of a process, in a letter: `T` where it was told to stand still. */
const state = (pid) =>
  execFileSync('ps', ['-o', 'state=', '-p', `${pid}`], { encoding: 'utf8' })[0];

const places = ['--listen', '127.0.0.1:0', '--metrics', '127.0.0.1:0'];

describe('jotmint gate', () => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    it(`guards, and ends on ${signal} when open requests are answered`, async (test) => {
      const held = [];
      const upstream = await startUpstream(test, (_, response) => held.push(response));
      const gate = await command(test, [
        ...['--config', projectFile(), '--upstream', upstream.url],
        ...places,
      ]);
      assert.equal((await post(gate.url, CALL, {})).status, 401);
      assert.equal((await fetch(`${gate.metrics}/healthz`)).status, 200);

      const open = post(gate.url, CALL, { authorization: bearer() });
      await until(() => held.length === 1);
      gate.child.kill(signal);
      await until(() => gate.saw('closing'));
      assert.equal((await fetch(`${gate.metrics}/healthz`)).status, 503);
      await assert.rejects(post(gate.url, CALL, { authorization: bearer() }));
      held[0].end('{"late":true}');
      assert.deepEqual((await open).body, { late: true });
      assert.deepEqual(await gate.exited, [0, null]);
      assert.equal(gate.lines.at(-1).event, 'closed');
    });
  }

  it('reads the project again on SIGHUP, where nothing else shows that it changed', async (test) => {
    const upstream = await startUpstream(test);
    const config = projectFile();
    /** In the same file, with the same size and time. */
    const written = (text) => {
      writeFileSync(config, text.padEnd(4_096));
      utimesSync(config, 1, 1);
    };
    written(JSON.stringify({ keys: [known(EC)] }));
    const gate = await command(test, ['--config', config, '--upstream', upstream.url, ...places]);
    const decided = () =>
      Promise.all(
        [EC, RSA].map(
          async (key) => (await post(gate.url, CALL, { authorization: bearer(key) })).status,
        ),
      );
    /** While it stands still, so that it sees nothing in between. */
    const hidden = async (text) => {
      gate.child.kill('SIGSTOP');
      await until(() => state(gate.child.pid) === 'T');
      written(text);
      gate.child.kill('SIGCONT');
    };
    await hidden(JSON.stringify({ keys: [known(RSA)] }));
    // Longer than it waits between two looks at the file: there is nothing else to wait for.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    assert.deepEqual(await decided(), [200, 401]);
    assert.ok(!gate.saw('reloaded'));
    gate.child.kill('SIGHUP');
    await until(() => gate.saw('reloaded'));
    assert.deepEqual(await decided(), [401, 200]);

    await hidden('{"keys": [');
    gate.child.kill('SIGHUP');
    await until(() => gate.saw('reload-refused'));
    assert.match(gate.lines.find(({ event }) => event === 'reload-refused').reason, /no JSON/);
    assert.deepEqual(await decided(), [401, 200]);
  });

  it('says how to call it', async () => {
    const run = (...args) => node([program, 'gate', ...args]);
    const all = [
      '--config',
      'x.json',
      '--upstream',
      'http://127.0.0.1:1',
      '--listen',
      '127.0.0.1:0',
    ];
    for (const [args, words] of [
      [[], /--config/],
      [all.slice(0, 4), /--listen/],
      [all, /x\.json: The file cannot be read: ENOENT/],
      [[...all.slice(0, 5), '8546'], /listen/],
      [[...all, '--port', '1'], /--port/],
      [['--config', projectFile({ keys: [] }), ...all.slice(2)], /:2:3: .*at least one key/],
    ]) {
      const { status, stdout, stderr } = await run(...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, words);
      assert.ok(!/\n\s+at /.test(stderr), 'no stack');
    }
    const { status, stdout } = await run('--help');
    assert.equal(status, 0);
    assert.match(stdout, /--upstream URL/);
  });
});

describe('a project that changes', () => {
  it('is read again, and stays as it was where the new one is refused', async (test) => {
    const upstream = await startUpstream(test);
    const config = projectFile({ keys: [known(EC)] });
    const proxy = await startProxy(test, upstream.url, { config });
    const status = async (key) =>
      (await post(proxy.url, CALL, { authorization: bearer(key) })).status;
    const told = async (event, count) =>
      until(() => proxy.records.filter((record) => record.event === event).length >= count);
    assert.deepEqual([await status(EC), await status(RSA)], [200, 401]);

    writeFileSync(config, '{"keys": [');
    await told('reload-refused', 1);
    assert.match(proxy.records.at(-1).reason, /:1:11: This is no JSON/);
    assert.deepEqual([await status(EC), await status(RSA)], [200, 401]);

    writeFileSync(`${config}.new`, JSON.stringify({ keys: [known(RSA)] }));
    renameSync(`${config}.new`, config);
    await told('reloaded', 1);
    assert.deepEqual([await status(EC), await status(RSA)], [401, 200]);

    writeFileSync(config, JSON.stringify({ keys: [{ ...known(EC), publicKey: EC.privateKey }] }));
    assert.equal(await proxy.reload(), false);
    assert.deepEqual([await status(EC), await status(RSA)], [401, 200]);
  });

  it('decides about a request as it is when the body is whole', async (test) => {
    const upstream = await startUpstream(test);
    const config = projectFile({ keys: [known(EC)] });
    const proxy = await startProxy(test, upstream.url, { config });
    const socket = connect(new URL(proxy.url).port, '127.0.0.1');
    const sent = request([`Authorization: ${bearer()}`, `Content-Length: ${CALL.length}`], CALL);
    socket.write(sent.slice(0, -1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    writeFileSync(config, JSON.stringify({ keys: [known(RSA)] }));
    assert.equal(await proxy.reload(), true);
    socket.write(sent.slice(-1));
    const [answer] = await once(socket.setEncoding('latin1'), 'data');
    assert.match(answer, /^HTTP\/1\.1 401 /);
    assert.deepEqual(upstream.seen, []);
  });

  it('is read again when a file of a key changes', async (test) => {
    const upstream = await startUpstream(test);
    const path = join(emptyFolder(), 'key.pem');
    writeFileSync(path, RSA.publicKey);
    const config = projectFile({ keys: [{ id: EC.id, publicKeyFile: path }] });
    const proxy = await startProxy(test, upstream.url, { config });
    const ask = async () => (await post(proxy.url, CALL, { authorization: bearer(EC) })).status;
    assert.equal(await ask(), 401);
    writeFileSync(`${path}~`, EC.publicKey);
    renameSync(`${path}~`, path);
    await until(() => proxy.records.some(({ event }) => event === 'reloaded'));
    assert.equal(await ask(), 200);
  });
});

describe('a project that changes while the proxy starts', () => {
  // Each wait is a little longer, so that the change meets another moment of the start.
  for (let turns = 0; turns < 16; turns += 1) {
    it(`is what it has become, ${turns} turns on`, async (test) => {
      const upstream = await startUpstream(test);
      const config = projectFile({ keys: [known(EC)] });
      const starting = startProxy(test, upstream.url, { config });
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      writeFileSync(`${config}.new`, JSON.stringify({ keys: [known(RSA)] }));
      renameSync(`${config}.new`, config);
      const { url } = await starting;
      await until(
        async () => (await post(url, CALL, { authorization: bearer(RSA) })).status === 200,
      );
    });
  }
});

describe('a proxy that is closed', () => {
  it('cuts what does not end in time', async (test) => {
    const upstream = await startUpstream(test, () => {});
    const proxy = await startProxy(test, upstream.url, { timeouts: { close: 200 } });
    const open = post(proxy.url, CALL, { authorization: bearer() }).catch((error) => error);
    await until(() => upstream.seen.length === 1);
    const idle = connect(new URL(proxy.url).port, '127.0.0.1');
    await once(idle, 'connect');
    idle.write('POST / HTTP/1.1\r\n');
    await proxy.close();
    assert.ok((await open) instanceof Error);
    assert.equal(proxy.records.at(-1).reason, 'What was left was cut.');
    idle.destroy();
  });

  it('ends connections that are idle, and tells WebSockets', async (test) => {
    const upstream = await startUpstream(test);
    new WebSocketServer({ server: upstream.server });
    const proxy = await startProxy(test, upstream.url, { timeouts: { close: 20_000 } });
    await post(proxy.url, CALL, { authorization: bearer() });
    const socket = new WebSocket(proxy.url.replace('http', 'ws'), {
      headers: { authorization: bearer() },
    });
    await once(socket, 'open');
    const told = once(socket, 'close');
    await Promise.all([proxy.close(), proxy.close()]);
    assert.equal((await told)[0], 1001);
    assert.equal(proxy.records.at(-1).event, 'closed');
    assert.equal(proxy.records.at(-1).reason, undefined);
  });
});

/** A handshake, and messages where it is let in; each is answered before the next. */
async function spoken(url, headers, messages) {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers });
  const opened = await new Promise((resolve) => {
    socket.on('error', () => resolve(false)).on('open', () => resolve(true));
  });
  if (!opened) return;
  for (const message of messages) {
    const answered = once(socket, 'message');
    socket.send(message);
    await answered;
  }
  socket.terminate();
}

describe('the log', () => {
  it('is told by nothing that a client sends about another', async (test) => {
    const upstream = await startUpstream(test);
    new WebSocketServer({ server: upstream.server });
    const gate = await command(test, [
      ...['--config', projectFile(), '--upstream', upstream.url],
      ...places,
    ]);
    const clients = ['127.0.0.1', '127.0.0.2'];
    const told = clients.map((own, index) => forgeries(gate.url, own, clients[1 - index]));
    for (let turn = 0; turn < told[0].length; turn += 1) {
      await Promise.all(told.map((forgery) => forgery[turn].send()));
    }
    const expected = told[0].flatMap(({ records }) => records);
    await until(() => gate.lines.length > 2 * expected.length);
    // Each line is one event: that it could be parsed is shown by their being here.
    for (const client of clients) {
      const own = gate.lines.slice(1).filter((line) => line.client === client);
      assert.deepEqual(
        own.map(({ event, kind, code }) => [event, kind, code]),
        expected,
      );
    }
    assert.equal(gate.lines.length, 2 * expected.length + 1);
    assert.deepEqual(upstream.seen, []);
  });

  it('tells how much it lost where nobody takes it', async (test) => {
    const upstream = await startUpstream(test);
    const proxy = await startProxy(test, upstream.url);
    const total = 25_000;
    const done = new Int32Array(new SharedArrayBuffer(4));
    const asking = new Worker(new URL('./refused.mjs', import.meta.url), {
      workerData: { url: proxy.url, total, done },
    });
    test.after(() => asking.terminate());
    // This thread stands still until all are answered.
    assert.equal(Atomics.wait(done, 0, 0, 60_000), 'ok');
    const count = (event) => proxy.records.filter((record) => record.event === event).length;
    const lost = () =>
      proxy.records.reduce(
        (sum, { event, reason }) => sum + (event === 'lost' ? Number(/\d+/.exec(reason)) : 0),
        0,
      );
    assert.equal((await post(proxy.url, CALL)).status, 401);
    await until(() => count('refused') + lost() === total + 2);
    assert.ok(count('refused') >= 1000 && lost() > 0, `${count('refused')} and ${lost()}`);
    // Nothing of it was about who asked once, when there was no more room for the other.
    assert.equal(proxy.records.filter(({ client }) => client === '127.0.0.2').length, 1);
  });

  it('is ASCII, and cuts what is long', async (test) => {
    const upstream = await startUpstream(test);
    const child = spawn(
      process.execPath,
      [program, 'gate', '--config', projectFile(), '--upstream', upstream.url, ...places],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    test.after(() => child.kill('SIGKILL'));
    let output = '';
    child.stdout.setEncoding('latin1').on('data', (text) => {
      output += text;
    });
    await until(() => output.includes('\n'));
    const { url } = JSON.parse(output);
    const method = `\u202e\u001b[2J\u00e9${'x'.repeat(5_000)}`;
    await post(
      url,
      { ...call(method) },
      { authorization: bearer(EC, { methods: ['eth_chainId'] }) },
    );
    await until(() => output.split('\n').length === 3);
    assert.match(output, /^[\n -~]+$/);
    assert.ok(output.length < 3_000, `${output.length}`);
  });

  it('holds no token, no key and no body', async (test) => {
    const upstream = await startUpstream(test);
    new WebSocketServer({ server: upstream.server }).on('connection', (socket) => {
      socket.on('message', (data) => socket.send(data));
    });
    const config = projectFile();
    const started = (node) =>
      command(test, ['--config', config, '--upstream', node, '--log-allowed', ...places]);
    const gates = [await started(upstream.url), await started('http://127.0.0.1:1')];
    const secret = 'SECRETSECRET';
    const tokens = [
      MINTERS.jotmint({}, EC),
      MINTERS.jotmint({ methods: ['a'] }, RSA),
      `${MINTERS.jotmint({}, EC).slice(0, -4)}AAAA`,
      `${secret}.${secret}.${secret}`,
      secret,
      `${MINTERS.jotmint({}, EC)}.${secret}`,
      MINTERS.jsonwebtoken({ aud: undefined, sub: secret }, EC, -5),
    ];
    for (const { url } of gates) {
      for (const token of tokens) {
        const places = [
          ...['Bearer', 'Basic', secret].map((scheme) => [
            '/',
            { authorization: `${scheme} ${token}` },
          ]),
          [`/?token=${token}`, {}],
          [`/${token}`, { authorization: `Bearer ${token}` }],
          ['/', { cookie: `token=${token}`, 'x-token': token }],
        ];
        for (const [path, headers] of places) {
          await post(`${url}${path}`, call('eth_chainId', [secret]), headers);
          await post(`${url}${path}`, `{"${secret}`, headers);
          await spoken(`${url}${path}`, headers, [
            JSON.stringify(call('eth_chainId', [secret])),
            `{"${secret}`,
          ]);
        }
      }
    }
    const pem = EC.privateKey;
    const jwk = createPrivateKey(pem).export({ format: 'jwk' });
    const file = join(emptyFolder(), 'key.pem');
    writeFileSync(file, pem);
    const projects = [
      JSON.stringify({ keys: [{ ...known(EC), publicKey: pem }] }),
      JSON.stringify({ keys: [{ ...known(RSA), publicKey: RSA.privateKey }] }),
      JSON.stringify({ keys: [{ ...known(EC), publicKey: jwk }] }),
      JSON.stringify({ keys: [{ id: EC.id, publicKeyFile: file }] }),
      `{"keys": [{"publicKey": ${secret}${pem}`,
    ];
    for (const { child, lines } of gates) {
      for (const [index, text] of projects.entries()) {
        // Each on another line, by which it is known again.
        writeFileSync(config, `${'\n'.repeat(index)}${text}`);
        child.kill('SIGHUP');
        const place = `${config}:${index + 1}:`;
        const isOfIt = ({ event, reason }) =>
          event === 'reload-refused' && reason.startsWith(place);
        await until(() => lines.some(isOfIt));
      }
      child.kill('SIGTERM');
    }
    const all = [];
    for (const { exited, lines, printed } of gates) {
      assert.deepEqual(await exited, [0, null]);
      assert.deepEqual(printed, []);
      all.push(...lines);
    }
    // All of it was told of.
    const told = (event, kind, code) =>
      all.some((line) => line.event === event && line.kind === kind && line.code === code);
    for (const kind of ['request', 'handshake', 'message']) assert.ok(told('allowed', kind), kind);
    for (const kind of ['request', 'handshake']) {
      assert.ok(told('refused', kind, 'ERR_GATE_TOKEN_MISSING'), kind);
      assert.ok(told('failed', kind, 'ERR_GATE_UPSTREAM'), kind);
    }
    assert.ok(told('refused', 'message', 'ERR_GATE_BODY_JSON'));
    const text = JSON.stringify(all);
    assert.ok(!text.includes(secret));
    assert.doesNotMatch(text, /BEGIN|MII/);
    for (const part of [
      ...tokens.flatMap((token) => token.split('.')),
      jwk.d,
      ...pem.split('\n'),
    ]) {
      assert.ok(part === '' || !text.includes(part), part);
    }
  });

  it('tells who was let in where it is asked to', async (test) => {
    const upstream = await startUpstream(test);
    const proxy = await startProxy(test, upstream.url, { logAllowed: true });
    await post(proxy.url, CALL, { authorization: bearer() });
    const found = proxy.records.find(({ event }) => event === 'allowed');
    assert.deepEqual(found, {
      level: 'info',
      event: 'allowed',
      kind: 'request',
      client: '127.0.0.1',
      key: EC.id,
    });
  });

  it('alone says whose token it is, and only of one', async (test) => {
    const upstream = await startUpstream(test);
    const project = { keys, requireJwt: false };
    for (const logAllowed of [false, true]) {
      const proxy = await startProxy(test, upstream.url, { project, logAllowed });
      assert.equal((await post(proxy.url, CALL, { authorization: bearer() })).status, 200);
      assert.equal((await post(proxy.url, CALL)).status, 200);
      await proxy.close();
      const allowed = proxy.records.filter(({ event }) => event === 'allowed');
      assert.deepEqual(
        allowed.map(({ key }) => key),
        logAllowed ? [EC.id, undefined] : [],
      );
    }
  });
});

describe('the counters', () => {
  it('count', async (test) => {
    const upstream = await startUpstream(test);
    const proxy = await startProxy(test, upstream.url);
    for (let count = 0; count < 3; count += 1) {
      await post(proxy.url, CALL, { authorization: bearer() });
    }
    await post(proxy.url, CALL);
    await post(proxy.url, CALL, { authorization: bearer(EC, { methods: ['x'] }) });
    await proxy.reload();
    const response = await fetch(`${proxy.metricsUrl}/metrics`);
    assert.match(response.headers.get('content-type'), /^text\/plain/);
    const text = await response.text();
    for (const line of [
      'jotmint_gate_requests_total{kind="request",outcome="allowed",code=""} 3',
      'jotmint_gate_requests_total{kind="request",outcome="refused",code="ERR_GATE_TOKEN_MISSING"} 1',
      'jotmint_gate_requests_total{kind="request",outcome="refused",code="ERR_GATE_METHOD"} 1',
      'jotmint_gate_decision_seconds_count 5',
      'jotmint_gate_upstream_seconds_count 3',
      'jotmint_gate_websockets 0',
      'jotmint_gate_reloads_total{outcome="ok"} 1',
    ]) {
      assert.ok(text.includes(`${line}\n`), `${line}\n${text}`);
    }
    assert.equal((await fetch(`${proxy.metricsUrl}/else`)).status, 404);
    assert.equal((await fetch(`${proxy.metricsUrl}/metrics`, { method: 'POST' })).status, 405);
    assert.equal((await post(`${proxy.url}/metrics`, CALL)).status, 401);
  });
});
