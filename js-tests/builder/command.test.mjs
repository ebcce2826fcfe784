/** `jotmint builder`: the page inside the package, served to this machine alone. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { packageFolder } from '../node/addon.mjs';
import { node } from '../node/running.mjs';
import { openBuilder } from './page.mjs';

const program = join(packageFolder, 'bin', 'jotmint.mjs');
const page = readFileSync(join(packageFolder, 'builder.html'));

/** Starts it and waits for the address that it prints. */
async function started() {
  const child = spawn(process.execPath, [program, 'builder', '--port', '0']);
  after(() => child.kill());
  let printed = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += text;
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error(`it printed: ${printed}`);
}

const address = await started();
const port = Number(new URL(address).port);

function asked({ path = '/', method = 'GET', host = `127.0.0.1:${port}` } = {}) {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers: { host } };
    const sent = request(options, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status, headers } = response;
        resolve({ status, headers, body: Buffer.concat(parts) });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

it('serves the page of the package', async () => {
  const { status, headers, body } = await asked();
  assert.equal(status, 200);
  assert.match(headers['content-type'], /^text\/html/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.ok(body.equals(page));
  assert.equal((await asked({ host: `localhost:${port}` })).status, 200);
});

it('serves a page that works', async (t) => {
  const builder = await openBuilder(t, address);
  await builder.verdictIs(/Signature verified/);
});

it('serves nothing else', async () => {
  for (const path of ['/package.json', '/../package.json', '/builder.html', '/%2e%2e/', '//']) {
    assert.equal((await asked({ path })).status, 404, path);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
    assert.equal((await asked({ method })).status, 405, method);
  }
});

it('answers to no other name, so that no other site can read it', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
  ]) {
    assert.equal((await asked({ host })).status, 421, host);
  }
});

it('listens on the loopback address alone', async () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address: other } of others) {
    await assert.rejects(fetch(`http://${other}:${port}/`), other);
  }
});

it('says when the port is taken, or is none', async () => {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
  after(() => taken.close());
  for (const [given, pattern] of [
    [String(taken.address().port), /is taken; name another with --port/],
    ['70000', /--port takes a number/],
    ['-1', /port/],
    ['x', /--port takes a number/],
  ]) {
    const { status, stdout, stderr } = await node([program, 'builder', '--port', given]);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, pattern);
  }
});

it('has a help', async () => {
  const { status, stdout } = await node([program, 'builder', '--help']);
  assert.equal(status, 0);
  assert.match(stdout, /--port/);
});
