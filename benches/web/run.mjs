// The web package in a real Chromium, jose beside it in the same page, and what was aimed at.

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { launch, open, outcome } from '../../js-tests/web/browser.mjs';
import { PACKAGE, page, serve } from '../../js-tests/web/server.mjs';
import { median } from '../measure.mjs';

/** @import { Row } from './page.mjs' */

const ROUNDS = 9;
const SLICE = 100;
const STARTS = 7;

const TARGETS = {
  size: 220_000,
  start: 150,
  /** By row: what ours must reach, in milliseconds a call or beside jose. */
  rows: {
    'ES256 sign': { milliseconds: 0.35 },
    'RS256 signAsync': { ratio: 0.9 },
    'ES256 verifyAsync': { ratio: 0.9 },
  },
};

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** @returns {Promise<string>} the tables */
export async function benchWeb() {
  const server = await serve({
    '/': page('/page.mjs'),
    '/page.mjs': { body: await bundled() },
    '/start': page('/start.mjs'),
    '/start.mjs': { body: readFileSync(path('./start.mjs')) },
    '/keys.json': { body: JSON.stringify(keys()) },
    '/jotmint/': { ...PACKAGE, headers: { 'cache-control': 'max-age=3600' } },
  });
  const browser = await launch('chromium');
  try {
    const starts = await startTimes(browser, `${server.origin}/start`);
    const opened = await open(browser, `${server.origin}/?rounds=${ROUNDS}&slice=${SLICE}`);
    const rows = await outcome(opened);
    return report(await browser.version(), starts, rows);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The first page fills the cache and is not counted. */
async function startTimes(browser, address) {
  const times = [];
  for (let start = 0; start <= STARTS; start += 1) {
    const opened = await open(browser, address);
    times.push(await outcome(opened));
    await opened.page.close();
  }
  return times.slice(1);
}

/** PEM texts by algorithm. */
function keys() {
  const pems = ({ privateKey, publicKey }) => ({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
  });
  return {
    ES256: pems(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
    RS256: pems(generateKeyPairSync('rsa', { modulusLength: 2048 })),
  };
}

async function bundled() {
  const { outputFiles } = await build({
    entryPoints: [path('./page.mjs')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['/jotmint/index.js'],
    alias: { 'node:timers/promises': path('./turn.mjs') },
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}

/** @param {string} version @param {number[]} starts @param {Row[]} rows */
function report(version, starts, rows) {
  const size = gzipSync(readFileSync(`${PACKAGE.folder}jotmint.wasm`), { level: 9 }).length;
  const start = median(starts);
  const most = (limit, unit) => `at most ${limit} ${unit}`;
  const lines = [
    line('', 'jotmint', 'jose', 'ratio', 'target', ''),
    line(
      'jotmint.wasm, gzipped',
      `${(size / 1000).toFixed(1)} kB`,
      '-',
      '-',
      most(TARGETS.size / 1000, 'kB'),
      verdict(size <= TARGETS.size),
    ),
    line(
      'init to first token, warm cache',
      `${start.toFixed(1)} ms`,
      '-',
      '-',
      most(TARGETS.start, 'ms'),
      verdict(start <= TARGETS.start),
    ),
    ...rows.map(({ id, ours, jose }) => {
      const ratio = median(ours.map((sample, round) => sample / jose[round]));
      const milliseconds = 1000 / median(ours);
      const aim = TARGETS.rows[id];
      const cells = [id, perCall(ours), perCall(jose), ratio.toFixed(2)];
      if (aim === undefined) return line(...cells, '-', '');
      return aim.ratio === undefined
        ? line(...cells, most(aim.milliseconds, 'ms'), verdict(milliseconds <= aim.milliseconds))
        : line(...cells, `ratio ${aim.ratio}`, verdict(ratio >= aim.ratio));
    }),
  ];
  return [
    `${version}. Milliseconds a call: the median of ${ROUNDS} rounds of ${SLICE} ms.`,
    "The ratio is our rate to jose's in the same round, the median of all rounds; jose has only",
    'asynchronous calls.',
    '',
    ...lines,
    '',
  ].join('\n');
}

function perCall(rates) {
  return `${(1000 / median(rates)).toFixed(3)} ms`;
}

function verdict(reached) {
  return reached ? 'reached' : 'MISSED';
}

function line(id, ours, jose, ratio, target, reached) {
  return `${id.padEnd(33)}${ours.padStart(10)}${jose.padStart(10)}${ratio.padStart(7)}  ${target.padEnd(16)}${reached}`.trimEnd();
}
