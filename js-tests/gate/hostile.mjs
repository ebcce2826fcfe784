/** A load on a proxy in a process of its own, and what became of each request. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { generateKeyPair } from 'jotmint';
import { Pool } from 'undici';
import { packageFolder } from '../node/addon.mjs';
import { halfOpen } from './half-open.mjs';
import { call, EC, expired, MINTERS, projectFile, RSA } from './project.mjs';
import { until } from './proxies.mjs';
import { raw, request, statuses } from './raw.mjs';
import { startUpstream } from './upstream.mjs';

const program = join(packageFolder, 'bin', 'jotmint.mjs');
const CONNECTIONS = 64;
/** Connections of which nothing comes, all the time. */
export const HALF_OPEN = 300;
/** Whether the system tells of other processes. */
export const hasProc = existsSync('/proc/self/fd');
/** What the node takes its time for, in milliseconds. */
const SLOW = 'eth_getLogs';
const SLOWNESS = 50;

/** @param {number} total how many requests */
export async function hostileLoad(total) {
  const jobs = [];
  /** By request, who wants to know that the node was asked. */
  const asking = new Map();
  const upstream = await startUpstream({ after: (job) => jobs.push(job) }, (_, response, body) => {
    const { id, method } = JSON.parse(body);
    const answer = () => response.end(JSON.stringify({ id, result: '0x1' }));
    if (method === SLOW) {
      slow += 1;
      asking.get(id)();
      asking.delete(id);
      setTimeout(answer, SLOWNESS);
      return;
    }
    served += 1;
    if (method !== 'eth_chainId') wrong.served = (wrong.served ?? 0) + 1;
    answer();
  });
  let [served, slow] = [0, 0];
  const wrong = {};
  const gate = await started(upstream.url);
  /** Files that the gate has open, but for its connections to the node. */
  const connectionsOfNode = promisify(upstream.server.getConnections.bind(upstream.server));
  const descriptors = async () => gate.descriptors() - (await connectionsOfNode());
  const openAtFirst = await descriptors();
  /** How many more there are than at first, when there are as many or it has been waited long. */
  const descriptorsOnce = async (count) => {
    let more;
    const isSo = async () => {
      more = (await descriptors()) - openAtFirst;
      return more === count;
    };
    if (hasProc) await until(isSo).catch(() => {});
    return more;
  };
  const pool = new Pool(gate.url, { connections: CONNECTIONS });
  const expected = { served: 0, slow: 0 };
  const good = goodTokens();
  const kinds = hostileKinds(gate.url, pool, (index, asked) => {
    expected.slow += 1;
    asking.set(index, asked);
  });
  const release = await halfOpen(gate.url, good[0], HALF_OPEN);
  const halfOpenAtFirst = await descriptorsOnce(HALF_OPEN);
  const rss = [gate.rss()];
  const begin = performance.now();
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
  const halfOpenAtLast = await descriptorsOnce(HALF_OPEN);
  release();
  const leftOpen = await descriptorsOnce(0);
  expected.served += 1;
  const body = JSON.stringify(call('eth_chainId'));
  const asked = request([`Authorization: ${good[0]}`, `Content-Length: ${body.length}`], body);
  const [after] = statuses(await raw(gate.url, asked));
  if (after !== 200) wrong[`good, after all: ${after}`] = 1;
  const crashes = await gate.stop();
  for (const job of jobs) job();
  const [start, peak, end] = [rss[0], Math.max(...rss), rss.at(-1)];
  // What it takes to warm up is not what leaks: from the first quarter to the end.
  const growth = end - rss[Math.ceil(rss.length / 4)];
  return {
    wrong,
    served,
    slow,
    expected,
    descriptors: [halfOpenAtFirst, halfOpenAtLast, leftOpen],
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
      if (!hasProc) return 0;
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
      return Math.round(Number(kilobytes ?? 0) / 1024);
    },
    /** How many files it has open; 0 where the system does not say. */
    descriptors: () => (hasProc ? readdirSync(`/proc/${child.pid}/fd`).length : 0),
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

/**
 * Each kind: its name, how it is done, and what may be answered.
 *
 * @param {(index: number, asked: () => void) => void} whenAsked tells when the node is asked
 */
function hostileKinds(url, pool, whenAsked) {
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
  const aborted = (index) =>
    new Promise((resolve) => {
      const body = JSON.stringify(call(SLOW, [], index));
      const socket = connect(new URL(url).port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('close', () => resolve('ended'));
      whenAsked(index, () => {
        resolve('aborted');
        socket.destroy();
      });
      socket.write(request([`Authorization: ${good}`, `Content-Length: ${body.length}`], body));
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
    ['gone while the node is at it', aborted, ['aborted']],
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
