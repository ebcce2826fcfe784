/** A load on a proxy in a process of its own, and what became of each request. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generateKeyPair } from 'jotmint';
import { Pool } from 'undici';
import { packageFolder } from '../node/addon.mjs';
import { call, EC, expired, MINTERS, projectFile, RSA } from './project.mjs';
import { raw, request, statuses } from './raw.mjs';
import { startUpstream } from './upstream.mjs';

const program = join(packageFolder, 'bin', 'jotmint.mjs');
const CONNECTIONS = 64;

/** @param {number} total how many requests */
export async function hostileLoad(total) {
  const jobs = [];
  const upstream = await startUpstream({ after: (job) => jobs.push(job) }, (_, response, body) => {
    const { id, method } = JSON.parse(body);
    served += 1;
    if (method !== 'eth_chainId') wrong.served = (wrong.served ?? 0) + 1;
    response.end(JSON.stringify({ id, result: '0x1' }));
  });
  let served = 0;
  const wrong = {};
  const gate = await started(upstream.url);
  const pool = new Pool(gate.url, { connections: CONNECTIONS });
  const kinds = hostileKinds(gate.url, pool);
  const good = goodTokens();
  const rss = [gate.rss()];
  const begin = performance.now();
  const expected = { served: 0 };
  let next = 0;

  const one = async (index) => {
    if (index % 3 === 0) {
      const [name, attack, allowed] = kinds[(index / 3) % kinds.length];
      const status = await attack(index).catch((error) => error.code ?? error.message);
      if (allowed.includes(status)) return;
      const entry = `${name}: ${status}`;
      wrong[entry] = (wrong[entry] ?? 0) + 1;
      return;
    }
    expected.served += 1;
    const authorization = good[index % good.length];
    const { status, body } = await post(pool, JSON.stringify(call('eth_chainId', [], index)), {
      authorization,
    });
    if (status === 200 && JSON.parse(body).id === index) return;
    wrong[`good: ${status}`] = (wrong[`good: ${status}`] ?? 0) + 1;
  };
  const worker = async () => {
    while (next < total) {
      const index = next;
      next += 1;
      if (index % Math.ceil(total / 10) === 0) rss.push(gate.rss());
      await one(index);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - begin) / 1000;
  rss.push(gate.rss());
  await pool.destroy();
  const crashes = await gate.stop();
  for (const job of jobs) job();
  const [start, peak, end] = [rss[0], Math.max(...rss), rss.at(-1)];
  // What it takes to warm up is not what leaks: from the first quarter to the end.
  const growth = end - rss[Math.ceil(rss.length / 4)];
  return {
    wrong,
    served,
    expected,
    crashes,
    seconds,
    rss: { start, peak, end, growth },
    summary:
      `${total} requests in ${seconds.toFixed(1)} s, ${Object.keys(wrong).length} wrong; ` +
      `resident MB: ${start} at first, ${peak} at most, ${end} at last (${growth} since a quarter)`,
  };
}

/** The command, whose log goes nowhere but to a count of crashes. */
async function started(upstream) {
  const child = spawn(
    process.execPath,
    [
      ...[program, 'gate', '--config', projectFile(), '--upstream', upstream],
      ...['--listen', '127.0.0.1:0'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let crashes = 0;
  let url;
  const exited = once(child, 'exit');
  await new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"event":"crashed"')) crashes += 1;
      if (url !== undefined) return;
      ({ url } = JSON.parse(line));
      resolve();
    });
  });
  return {
    url,
    /** In megabytes; 0 where the system does not say. */
    rss() {
      try {
        const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(
          readFileSync(`/proc/${child.pid}/status`, 'utf8'),
        );
        return Math.round(Number(kilobytes) / 1024);
      } catch {
        return 0;
      }
    },
    async stop() {
      const early = child.exitCode !== null;
      child.kill('SIGTERM');
      const [code] = await exited;
      return crashes + (early || code !== 0 ? 1 : 0);
    },
  };
}

async function post(pool, body, headers) {
  const response = await pool.request({
    path: '/',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.statusCode, body: await response.body.text() };
}

const bearer = (token) => `Bearer ${token}`;

function goodTokens() {
  return [EC, RSA].flatMap((key) =>
    [{}, { methods: ['eth_chainId'] }].map((claims) => bearer(MINTERS.jotmint(claims, key))),
  );
}

/** Each kind: its name, how it is done, and what may be answered. */
function hostileKinds(url, pool) {
  const good = bearer(MINTERS.jotmint({}, EC));
  const narrow = bearer(MINTERS.jotmint({ methods: ['eth_chainId'] }, RSA));
  const late = bearer(expired(EC));
  const forged = bearer(
    MINTERS.jotmint({}, { ...EC, privateKey: generateKeyPair('ES256').privateKey }),
  );
  const CALL = JSON.stringify(call('eth_accounts'));
  const huge = Buffer.alloc(1_100_000, ' ');
  const many = JSON.stringify(Array(10_000).fill(call('eth_chainId')));
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const status = async (body, authorization) =>
    (await post(pool, body, authorization === undefined ? {} : { authorization })).status;
  const onSocket = async (text) => statuses(await raw(url, text))[0];
  const dropped = (text) =>
    new Promise((resolve) => {
      const socket = connect(new URL(url).port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('close', () => resolve('dropped'));
      socket.write(text, () => setTimeout(() => socket.destroy(), 1));
    });
  const flipped = (index) => {
    const at = 7 + (index % (good.length - 7));
    const other = good[at] === 'A' ? 'B' : 'A';
    return `${good.slice(0, at)}${other}${good.slice(at + 1)}`;
  };
  return [
    ['no token', () => status(CALL), [401]],
    ['expired', () => status(CALL, late), [401]],
    ['forged', () => status(CALL, forged), [401]],
    ['one letter changed', (index) => status(CALL, flipped(index)), [401]],
    ['a method that is not listed', () => status(CALL, narrow), [403]],
    ['no JSON', () => status('{', narrow), [400]],
    ['method 5', () => status('{"method":5}', narrow), [400]],
    ['two methods', () => status('{"method":"eth_chainId","method":"x"}', narrow), [400]],
    ['ten thousand calls', () => status(many, narrow), [400]],
    ['nested deeply', () => status(deep, narrow), [400]],
    [
      'huge',
      () =>
        onSocket([request([`Authorization: ${narrow}`, `Content-Length: ${huge.length}`]), huge]),
      [413],
    ],
    ['half a head', () => dropped('POST / HTTP/1.1\r\nHost: x\r\nAuth'), ['dropped']],
    [
      'half a body',
      () =>
        dropped(
          `POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${good}\r\nContent-Length: 500\r\n\r\n{`,
        ),
      ['dropped'],
    ],
    [
      'two tokens',
      () =>
        onSocket(
          request([`Authorization: ${good}`, `Authorization: ${good}`, 'Content-Length: 2'], '{}'),
        ),
      [401],
    ],
    [
      'gone before the answer',
      () => dropped(request([`Authorization: ${narrow}`, `Content-Length: ${CALL.length}`], CALL)),
      ['dropped'],
    ],
    ['no HTTP', () => onSocket('\x16\x03\x01\x02\x00'), [400]],
    [
      'a length and chunks',
      () =>
        onSocket(
          request(
            [`Authorization: ${good}`, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
            '0\r\n\r\n',
          ),
        ),
      [400],
    ],
  ];
}
