/** Work that leaves the main thread alone, and the addon in several threads at once. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import * as api from 'jotmint';
import { files } from './material.mjs';

/** How often the event loop came round while a promise was pending. */
async function turnsDuring(start) {
  let turns = 0;
  let pending = true;
  const turn = () => {
    turns += 1;
    if (pending) setImmediate(turn);
  };
  setImmediate(turn);
  await start();
  pending = false;
  return turns;
}

const onlyOnLinux = { skip: process.platform !== 'linux' && 'there is no /proc' };

/** The threads of this process, each with how far it steps back for the main thread. */
function threads() {
  return readdirSync('/proc/self/task').flatMap((id) => {
    try {
      return [{ id, behind: nice(id) - nice(process.pid) }];
    } catch {
      return [];
    }
  });
}

function nice(thread) {
  // proc_pid_stat(5): the fields after the name, of which the first is the third.
  const text = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[16]);
}

const stepBack = () => threads().filter(({ behind }) => behind > 0);

async function until(isSo) {
  const end = Date.now() + 5000;
  while (!isSo()) {
    assert.ok(Date.now() < end, `never: ${isSo}`);
    await setTimeout(5);
  }
}

describe('asynchronous calls', () => {
  const rsa = api.importKey(files['rsa-6144.private.pem']);
  const rsaPublic = rsa.publicKey();

  it('let the event loop turn while a key pair is made', async () => {
    const turns = await turnsDuring(() =>
      api.generateKeyPairAsync('RS256', { modulusLength: 3072 }),
    );
    assert.ok(turns > 10, `${turns} turns`);
  });

  it('let it turn while many tokens are signed and checked', async () => {
    const payloads = Array.from({ length: 16 }, (_, n) => ({ n }));
    let tokens = [];
    const signing = await turnsDuring(async () => {
      tokens = await api.createSigner(rsa).signMany(payloads);
    });
    assert.ok(signing > 10, `${signing} turns`);
    const verifier = api.createVerifier(rsaPublic);
    const many = tokens.concat(...Array(20).fill(tokens));
    const checking = await turnsDuring(() => verifier.verifyMany(many.slice(0, 250)));
    assert.ok(checking > 5, `${checking} turns`);
  });

  it('let it turn while one is', async () => {
    let token;
    const turns = await turnsDuring(async () => {
      token = await api.signAsync({}, rsa);
    });
    assert.ok(turns > 2, `${turns} turns`);
    await api.verifyAsync(token, rsaPublic);
    await api.jws.verifyAsync(await api.jws.signAsync('x', rsa), rsaPublic);
  });

  it('are each their own where many are under way', async () => {
    const signer = api.createSigner(files['infura-rsa.private.pem'], { issuer: 'i' });
    const verifier = api.createVerifier(files['infura-rsa.public.pem']);
    await signer.signAsync({});
    const calls = Array.from({ length: 100 }, (_, n) => ({ n, ...(n === 50 ? { iss: 'x' } : {}) }));
    const outcomes = await Promise.allSettled(calls.map((claims) => signer.signAsync(claims)));
    for (const [n, { value, reason }] of outcomes.entries()) {
      if (n === 50) assert.equal(reason.code, 'ERR_OPTION_CONFLICT');
      else assert.equal(verifier.verify(value).payload.n, n);
    }
  });

  it('go on behind the rest of the program, and leave no thread behind', onlyOnLinux, async () => {
    // libuv's threads are there to stay, and so is what a first call brings.
    const signer = api.createSigner(rsa);
    const crowd = Array(32 * availableParallelism()).fill({});
    await Promise.all(crowd.map((claims) => signer.signAsync(claims)));
    await until(() => stepBack().length === 0);
    const before = threads();
    for (const start of [
      () => signer.signMany(crowd),
      () => Promise.all(crowd.map((claims) => signer.signAsync(claims))),
    ]) {
      let done = false;
      const end = start().finally(() => {
        done = true;
      });
      let behind = [];
      while (!done && behind.length === 0) {
        await setTimeout(1);
        behind = stepBack();
      }
      assert.ok(behind.length > 0);
      await end;
      // One that has ended may be listed for a moment.
      await until(() => isDeepStrictEqual(threads(), before));
    }
  });

  it('go on behind it whatever was refused before', onlyOnLinux, async () => {
    const signer = api.createSigner(rsa, { issuer: 'i' });
    const crowd = Array(32 * availableParallelism()).fill({});
    const sign = () => Promise.all(crowd.map((claims) => signer.signAsync(claims)));
    await sign();
    await assert.rejects(signer.signAsync({ iss: 'x' }), { code: 'ERR_OPTION_CONFLICT' });
    await until(() => stepBack().length === 0);
    const end = sign();
    await until(() => stepBack().length > 0);
    await end;
  });

  it('let the process end in the middle of them', () => {
    for (let round = 0; round < 3; round += 1) {
      const { status, stderr } = inProcess(`
        require('jotmint').createSigner(key).signMany(Array.from({ length: 5000 }, () => ({})));
        setTimeout(() => process.exit(7), 20);`);
      assert.equal(status, 7, stderr);
    }
  });

  it('do not turn while the same is done synchronously: the counter counts', async () => {
    const turns = await turnsDuring(async () => api.sign({}, rsa));
    assert.ok(turns <= 1, `${turns} turns`);
  });

  it('throw nothing at once: what is wrong rejects the promise', async () => {
    for (const call of [
      () => api.signAsync({}, undefined),
      () => api.signAsync(undefined, rsa),
      () => api.signAsync({}, rsa, { kid: 'k' }),
      () => api.verifyAsync(5, rsaPublic),
      () => api.verifyAsync('x', undefined),
      () => api.verifyAsync('x', rsaPublic, null),
      () => api.jws.signAsync(undefined, rsa),
      () => api.jws.verifyAsync('x', rsaPublic, { audience: 'a' }),
      () => api.generateKeyPairAsync('none'),
      () => api.generateKeyPairAsync('HS256'),
      () => api.generateKeyPairAsync('RS256', { modulusLength: 5 }),
      () => api.infura.signAsync({}, rsa),
      () => api.neuron.signAsync({}, rsa),
      () => api.createSigner(rsa).signAsync(5),
      () => api.createSigner(rsa).signMany(5),
      () => api.createVerifier(rsaPublic).verifyAsync(5),
      () => api.createVerifier(rsaPublic).verifyMany(5),
    ]) {
      const promise = call();
      assert.ok(promise instanceof Promise, String(call));
      await assert.rejects(promise, api.JotError, String(call));
    }
  });
});

/** A process of its own, which finds a private key where `key` is. */
function inProcess(code) {
  const program = `const key = require('node:fs').readFileSync(0, 'utf8');${code}`;
  const input = files['infura-rsa.private.pem'];
  const options = { cwd: import.meta.dirname, input, encoding: 'utf8' };
  return spawnSync(process.execPath, ['-e', program], options);
}

describe('worker threads', () => {
  const inWorker = (code) =>
    new Worker(code, { eval: true, workerData: files['infura-ec.private.pem'] });

  it('load the addon, sign, and end', async () => {
    const code = `
      const { parentPort, workerData } = require('node:worker_threads');
      const { createSigner } = require('jotmint');
      createSigner(workerData).signMany(Array.from({ length: 100 }, (_, n) => ({ n })))
        .then((tokens) => parentPort.postMessage(tokens));`;
    const results = await Promise.all(
      Array.from({ length: 4 }, () => {
        const worker = inWorker(code);
        return new Promise((resolve, reject) => {
          let tokens;
          worker.on('message', (message) => {
            tokens = message;
          });
          worker.on('error', reject);
          worker.on('exit', (status) => resolve({ status, tokens }));
        });
      }),
    );
    for (const { status, tokens } of results) {
      assert.equal(status, 0);
      assert.equal(tokens.length, 100);
      api.verify(tokens[99], files['infura-ec.public.pem']);
    }
  });

  it('may be ended in the middle of their work', async () => {
    const code = `
      const { parentPort, workerData } = require('node:worker_threads');
      const { generateKeyPairAsync, createSigner } = require('jotmint');
      generateKeyPairAsync('RS256', { modulusLength: 2048 });
      createSigner(workerData).signMany(Array.from({ length: 5000 }, () => ({})));
      parentPort.postMessage('busy');`;
    for (let round = 0; round < 3; round += 1) {
      const worker = inWorker(code);
      await new Promise((resolve) => worker.once('message', resolve));
      await worker.terminate();
    }
    api.verify(api.sign({}, files['infura-ec.private.pem']), files['infura-ec.public.pem']);
  });

  it('may be ended where nobody else has the addon loaded, again and again', () => {
    const { status, stdout, stderr } = inProcess(`
      const { once } = require('node:events');
      const { Worker } = require('node:worker_threads');
      const code = \`
        const { parentPort, workerData } = require('node:worker_threads');
        require('jotmint').createSigner(workerData).signMany(Array(5000).fill({}));
        parentPort.postMessage('busy');\`;
      (async () => {
        for (let round = 0; round < 3; round += 1) {
          const worker = new Worker(code, { eval: true, workerData: key });
          await once(worker, 'message');
          await worker.terminate();
        }
        process.stdout.write('done');
      })();`);
    assert.deepEqual([status, stdout], [0, 'done'], stderr);
  });
});
