/** Whoever reads the log of the command: too slowly, or no longer. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageFolder } from '../node/addon.mjs';
import { authorization, CALL } from './before.mjs';
import { projectFile } from './project.mjs';
import { post, until } from './proxies.mjs';
import { startUpstream } from './upstream.mjs';

const program = join(packageFolder, 'bin', 'jotmint.mjs');

/** The command, whose log is read once its address is known only as far as a test does. */
async function startGate(test, upstream) {
  const places = ['--config', projectFile(), '--upstream', upstream, '--listen', '127.0.0.1:0'];
  const child = spawn(process.execPath, [program, 'gate', ...places], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  test.after(() => child.kill('SIGKILL'));
  const [first] = await once(child.stdout.setEncoding('utf8'), 'data');
  child.stdout.pause();
  return { child, url: JSON.parse(first).url };
}

/** Asks for what is refused, one request behind the other, and waits for all the answers. */
async function refusedTimes(url, total) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('latin1');
  let answers = 0;
  let rest = '';
  socket.on('data', (text) => {
    const parts = (rest + text).split('HTTP/1.1 401');
    answers += parts.length - 1;
    // What begins a status line may be cut.
    rest = parts.at(-1).slice(-11);
  });
  socket.write('GET / HTTP/1.1\r\nHost: gate\r\n\r\n'.repeat(total));
  await until(() => answers === total);
  socket.destroy();
}

describe('a log that is read too slowly', () => {
  it('holds nobody up, fills no memory, and says what is missing', async (test) => {
    const upstream = await startUpstream(test);
    const { child, url } = await startGate(test, upstream.url);
    const total = 20_000;
    for (let part = 0; part < 20; part += 1) await refusedTimes(url, total / 20);
    assert.equal((await post(url, CALL, { authorization })).status, 200);
    const lines = [];
    let rest = '';
    child.stdout.on('data', (text) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop();
      lines.push(...parts.map((line) => JSON.parse(line)));
    });
    child.stdout.resume();
    const refused = () => lines.filter(({ event }) => event === 'refused').length;
    const lost = () =>
      lines
        .filter(({ event }) => event === 'lost')
        .reduce((sum, { reason }) => sum + Number(/\d+/.exec(reason)), 0);
    await until(() => refused() + lost() === total);
    assert.ok(lost() > total / 4, `${lost()} of ${total} were left out`);
  });
});

describe('a log that nobody reads any more', () => {
  it('ends nothing', async (test) => {
    const upstream = await startUpstream(test);
    const { child, url } = await startGate(test, upstream.url);
    child.stdout.destroy();
    for (let count = 0; count < 5; count += 1) {
      assert.equal((await post(url, CALL)).status, 401);
      assert.equal((await post(url, CALL, { authorization })).status, 200);
    }
    assert.equal(child.exitCode, null);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});

describe('the connections to the node', { skip: process.platform !== 'linux' }, () => {
  it('are asked by the system whether the node is there', async (test) => {
    const upstream = await startUpstream(test);
    const { url } = await startGate(test, upstream.url);
    assert.equal((await post(url, CALL, { authorization })).status, 200);
    const port = Number(new URL(upstream.url).port).toString(16).toUpperCase().padStart(4, '0');
    // Of what is connected to the node's port: its timer is that of keep-alive.
    const timers = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , remote, state]) => remote?.endsWith(`:${port}`) && state === '01')
      .map((fields) => fields[5].slice(0, 2));
    assert.deepEqual(timers, ['02']);
  });
});
