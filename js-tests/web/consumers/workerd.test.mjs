/** Cloudflare's runtime, which takes WebAssembly as a module of a worker and compiles none later. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import { binary } from './binary.mjs';
import { checkMinted, project } from './project.mjs';

const workerd = binary('@cloudflare/workerd-linux-64', 'bin/workerd');

const MAIN = `
import { program } from './program.mjs';
export default {
  async fetch() {
    return Response.json(await program());
  },
};
`;

/** Before that of 2025 there was no FinalizationRegistry. */
const DATES = ['2024-09-23', '2025-05-05'];

const config = (date) => `
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
  compatibilityDate = "${date}",
);
`;

describe('workerd', { skip: workerd.skip }, () => {
  for (const date of DATES) {
    it(`of ${date} runs a worker, again and again`, async () => {
      const folder = project({ 'main.mjs': MAIN, 'config.capnp': config(date) });
      await bundle(folder);
      const { address, stop } = await start(join(folder, 'config.capnp'));
      try {
        for (let request = 0; request < 3; request += 1) {
          const response = await fetch(address);
          assert.equal(response.status, 200, response.status === 200 ? '' : await response.text());
          await checkMinted(await response.json());
        }
      } finally {
        await stop();
      }
    });
  }
});

/** As Cloudflare's own tool does it: one script, and the WebAssembly beside it. */
async function bundle(folder) {
  await build({
    entryPoints: [join(folder, 'main.mjs')],
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['*.wasm'],
    outfile: join(folder, 'worker.js'),
    logLevel: 'warning',
  });
  const name = 'node_modules/@jotmint/web/dist/jotmint.wasm';
  cpSync(join(folder, name), join(folder, 'jotmint.wasm'));
}

/** It tells the port that it was given on a descriptor of our choice. */
async function start(config) {
  const child = spawn(workerd.file, ['serve', '--control-fd=3', config], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  const stop = () => {
    child.kill();
    return closed;
  };
  for await (const line of createInterface({ input: child.stdio[3] })) {
    const { event, port } = JSON.parse(line);
    if (event === 'listen') return { address: `http://127.0.0.1:${port}/`, stop };
  }
  throw new Error(`workerd did not start: ${await closed}`);
}
