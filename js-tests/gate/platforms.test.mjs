/** The handlers in the Web's terms where there is no Node: on Deno and in Cloudflare's runtime. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { neuron } from 'jotmint';
import { files as material } from '../node/material.mjs';
import { binary } from '../web/consumers/binary.mjs';
import { project } from '../web/consumers/project.mjs';
import { call, EC, expired, keys, MINTERS, REFUSED } from './project.mjs';
import { post } from './proxies.mjs';

const deno = binary('@deno/linux-x64-glibc', 'deno');
const workerd = binary('@cloudflare/workerd-linux-64', 'bin/workerd');
const source = fileURLToPath(new URL('../../npm/gate/', import.meta.url));

/** What both serve: the gate, and Neuron's decision on a path of its own; behind, what it was handed. */
const SERVER = `
import init, { infura, neuron } from '@jotmint/web';
import { createHandler, createNeuronHandler } from '@jotmint/gate/web';
import { keys, certs } from './keys.mjs';

let handlers;
export async function answer(request) {
  await init();
  handlers ??= {
    '/': createHandler(infura.createGate({ keys }), { onRefused: () => {} }),
    '/neuron': createNeuronHandler(neuron.createVerifier({ keys: certs }), { onRefused: () => {} }),
  };
  const handler = handlers[new URL(request.url).pathname];
  return (await handler(request)) ?? Response.json({ handed: await request.json() });
}
`;

const DENO = `
import { answer } from './server.mjs';
Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(JSON.stringify({ port })) },
  answer,
);
`;

const WORKER = `
import { answer } from './server.mjs';
export default { fetch: answer };
`;

const CAPNP = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .worker) ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "main") ],
);
const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "jotmint.wasm", wasm = embed "jotmint.wasm"),
  ],
  compatibilityDate = "2025-05-05",
);
`;

/** A user's project with both packages installed, and no other. */
function installed(files) {
  const folder = project({
    'server.mjs': SERVER,
    'keys.mjs': `export const keys = ${JSON.stringify(keys)};
export const certs = ${JSON.stringify({ 'ci-bot.pem': material['neuron.public.pem'] })};
`,
    ...files,
  });
  const target = join(folder, 'node_modules', '@jotmint', 'gate');
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  for (const path of ['package.json', ...manifest.files]) {
    cpSync(join(source, path), join(target, path), { recursive: true });
  }
  return folder;
}

/** Starts a program that tells its port in a line of JSON, on the stream of that number. */
async function started(command, args, stream, options) {
  const stdio = ['ignore', 'inherit', 'inherit'];
  stdio[stream] = 'pipe';
  const child = spawn(command, args, { ...options, stdio });
  const closed = new Promise((resolve) => child.on('close', resolve));
  const stop = () => {
    child.kill();
    return closed;
  };
  for await (const line of createInterface({ input: child.stdio[stream] })) {
    const { port } = JSON.parse(line);
    if (port) return { url: `http://127.0.0.1:${port}/`, stop };
  }
  throw new Error(`${command} ended before it listened`);
}

const SERVERS = {
  Deno: {
    skip: deno.skip,
    start() {
      const folder = installed({ 'main.mjs': DENO });
      const options = {
        cwd: folder,
        env: { ...process.env, DENO_DIR: join(folder, 'deno'), DENO_NO_UPDATE_CHECK: '1' },
      };
      const args = ['run', '--no-prompt', '--no-remote', '--cached-only'];
      const allowed = [
        '--node-modules-dir=manual',
        '--allow-net=127.0.0.1',
        `--allow-read=${folder}`,
      ];
      return started(deno.file, [...args, ...allowed, 'main.mjs'], 1, options);
    },
  },
  workerd: {
    skip: workerd.skip,
    async start() {
      const folder = installed({ 'main.mjs': WORKER, 'config.capnp': CAPNP });
      await build({
        entryPoints: [join(folder, 'main.mjs')],
        bundle: true,
        format: 'esm',
        conditions: ['workerd', 'worker', 'browser'],
        external: ['*.wasm'],
        outfile: join(folder, 'worker.js'),
        logLevel: 'warning',
      });
      const wasm = 'node_modules/@jotmint/web/dist/jotmint.wasm';
      cpSync(join(folder, wasm), join(folder, 'jotmint.wasm'));
      const args = ['serve', '--control-fd=3', join(folder, 'config.capnp')];
      return started(workerd.file, args, 3, {});
    },
  },
};

for (const [name, { skip, start }] of Object.entries(SERVERS)) {
  describe(name, { skip }, () => {
    it('answers what is refused, and hands on what may pass', async (test) => {
      const { url, stop } = await start();
      test.after(stop);
      for (const key of [EC]) {
        const token = MINTERS.jotmint({ methods: ['eth_chainId'] }, key);
        const authorization = `Bearer ${token}`;
        const ask = (body, headers = { authorization }) => post(url, body, headers);
        for (const body of [
          call('eth_chainId'),
          [call('eth_chainId'), call('eth_chainId', [], 2)],
        ]) {
          const answer = await ask(body);
          assert.deepEqual([answer.status, answer.body], [200, { handed: body }]);
        }
        const refused = async (status, error, ...asked) => {
          const answer = await ask(...asked);
          assert.deepEqual([answer.status, answer.body.error], [status, error]);
        };
        await refused(403, REFUSED.forbidden, call('eth_accounts'));
        await refused(401, REFUSED.unauthorised, call('eth_chainId'), {});
        const late = { authorization: `Bearer ${expired(key)}` };
        await refused(401, REFUSED.unauthorised, call('eth_chainId'), late);
        await refused(400, { code: -32700, message: 'parse error' }, '{');
        const huge = JSON.stringify(call('eth_chainId', ['x'.repeat(2_000_000)]));
        await refused(413, { code: -32600, message: 'request too large' }, huge);
      }

      const bearer = (now) => {
        const options = { issuer: 'ci-bot', expiresIn: 60, now };
        return `Bearer ${neuron.sign({}, material['neuron.private.pem'], options)}`;
      };
      const current = Math.floor(Date.now() / 1000);
      const body = { nodes: ['modbus'] };
      for (const [headers, ...expected] of [
        [{ authorization: bearer(current) }, 200, { handed: body }],
        [{ authorization: bearer(current - 3_600) }, 403, { error: 1006 }],
        [{ authorization: 'Bearer x.y.z' }, 401, { error: 1005 }],
        [{}, 401, { error: 1004 }],
      ]) {
        const answer = await post(`${url}neuron`, body, headers);
        assert.deepEqual([answer.status, answer.body], expected);
      }
    });
  });
}
