/** A project's file: what it may hold, and where its mistakes are said to be. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { createProxy, OptionError, ProjectError, readProject } from '@jotmint/gate';
import { files } from '../node/material.mjs';
import { call, EC, keys, known, MINTERS, projectFile, RSA } from './project.mjs';
import { startProxy } from './proxies.mjs';

function written(text) {
  const path = projectFile();
  writeFileSync(path, text);
  return path;
}

async function refused(path) {
  const error = await readProject(path).then(
    () => assert.fail('it was taken'),
    (error) => error,
  );
  assert.ok(error instanceof ProjectError, error.stack);
  return error;
}

const [first] = keys;
const key = (changes) => JSON.stringify({ ...first, ...changes }, null, 2);

describe("a project's file", () => {
  it('may name files for its keys, from where it stands', async () => {
    const path = projectFile();
    mkdirSync(join(dirname(path), 'public'), { recursive: true });
    writeFileSync(join(dirname(path), 'public', 'ec.pem'), EC.publicKey);
    const config = { keys: [{ id: EC.id, publicKeyFile: 'public/ec.pem' }, known(RSA)] };
    writeFileSync(path, JSON.stringify(config));
    const project = await readProject(path);
    const files = project.files.map(({ file }) => file);
    assert.deepEqual(files, [path, join(dirname(path), 'public', 'ec.pem')]);
    for (const own of [EC, RSA]) {
      const authorization = `Bearer ${MINTERS.jotmint({}, own)}`;
      const body = JSON.stringify(call('eth_chainId'));
      assert.equal(project.gate.authorize({ authorization, body }).allowed, true);
    }
  });

  /** What is wrong: the text, the line and column that are named, and words of the message. */
  const mistakes = {
    'no JSON': ['{\n  "keys": [\n', 3, 1, /no JSON/],
    'a PEM with its lines': ['{\n"keys":[{"publicKey": "-----BEGIN\nMII', 2, 34, /no JSON/],
    'a stray bracket': ['{\n}}', 2, 2, /no JSON/],
    'nothing at all': ['', 1, 1, /no JSON/],
    'a comment': ['{\n  // keys\n  "keys": []\n}', 2, 3, /no JSON/],
    'a list': ['[]', 1, 1, /./],
    'an unknown field': [`{\n  "keys": [${key()}],\n  "requireJWT": true\n}`, 7, 3, /requireJwt/],
    'an unknown field of a key': [`{"keys":[\n${key({ kid: 'x' })}]}`, 6, 3, /kid/],
    'a name twice': [
      `{\n"requireJwt": true,\n"requireJwt": false}`,
      3,
      1,
      /"requireJwt" stands twice/,
    ],
    'a private key': [
      `{"keys":[\n${key({ publicKey: files['infura-rsa.private.pem'] })}]}`,
      5,
      3,
      /private/,
    ],
    'a private key in a file': [
      `{"keys":[{\n"id":"a",\n"publicKeyFile":"private.pem"}]}`,
      3,
      1,
      /private/,
    ],
    'a file that is not there': [
      `{"keys":[{\n"id":"a",\n"publicKeyFile":"none.pem"}]}`,
      3,
      1,
      /cannot be read: ENOENT/,
    ],
    'a key and a file': [
      `{"keys":[\n${key({ publicKeyFile: 'x.pem' })}]}`,
      6,
      3,
      /one is too many/,
    ],
    'two keys of one ID': [`{"keys":[\n${key()},\n${key()}]}`, 8, 3, /ID|id/],
    'no ID': [`{"keys":[\n${key({ id: undefined })}]}`, 2, 1, /id/],
    'four keys': [
      `{\n"keys":[${[1, 2, 3, 4].map((id) => key({ id: `k${id}` })).join()}]}`,
      2,
      1,
      /three/,
    ],
    'no key': ['{\n  "keys": []}', 2, 3, /at least one/],
    'an address that is none': [
      `{"keys":[${JSON.stringify(first)}],\n"allowlists":{\n"addresses":[\n"0x5"]}}`,
      4,
      1,
      /address/,
    ],
    'a duration that is none': [
      `{"keys":[${JSON.stringify(first)}],\n "clockTolerance": "3600"}`,
      2,
      2,
      /3600/,
    ],
  };
  for (const [what, [text, line, column, words]] of Object.entries(mistakes)) {
    it(`is refused with ${what}`, async () => {
      const path = written(text);
      writeFileSync(join(dirname(path), 'private.pem'), files['infura-rsa.private.pem']);
      const error = await refused(path);
      assert.deepEqual([error.line, error.column], [line, column], error.message);
      assert.ok(error.message.startsWith(`${path}:${line}:${column}: `), error.message);
      assert.match(error.message, words);
      assert.ok(!/MII|BEGIN/.test(error.message), error.message);
    });
  }

  it('is refused where there is none', async () => {
    const error = await refused('/nowhere/project.json');
    assert.equal(error.message, '/nowhere/project.json: The file cannot be read: ENOENT.');
  });
});

describe('a proxy', () => {
  const good = { upstream: 'http://127.0.0.1:1', listen: '127.0.0.1:0' };
  const mistakes = {
    'without a project': [{}, /config/],
    'with a project and its file': [{ config: 'x', project: {} }, /Either `config`/],
    'with a gate': [{ config: 'x', gate: {} }, /gate`, only .*project/],
    'to no address': [{ config: 'x', upstream: '127.0.0.1:8545' }, /upstream/],
    'to a file': [{ config: 'x', upstream: 'file:///x' }, /upstream/],
    'to an address with a password': [{ config: 'x', upstream: 'http://a:b@c' }, /password/],
    'at no place': [{ config: 'x', listen: '8546' }, /listen/],
    'at a port that is none': [{ config: 'x', listen: '127.0.0.1:99999' }, /listen/],
    'with a misspelt option': [{ config: 'x', metric: '127.0.0.1:1' }, /metric`, only .*metrics/],
    'with a misspelt time-out': [
      { config: 'x', timeouts: { header: 5 } },
      /header`, only .*headers/,
    ],
    'with a time-out that is none': [{ config: 'x', timeouts: { close: '5' } }, /whole number/],
  };
  for (const [what, [options, words]] of Object.entries(mistakes)) {
    it(`is refused ${what}`, async () => {
      await assert.rejects(createProxy({ ...good, ...options }), (error) => {
        assert.ok(error instanceof OptionError, error.stack);
        assert.match(error.message, words);
        return true;
      });
    });
  }

  it('listens nowhere when it cannot listen everywhere', async (test) => {
    const { url } = await startProxy(test, good.upstream);
    const taken = new URL(url).host;
    const config = projectFile();
    await assert.rejects(createProxy({ ...good, config, listen: taken }), { code: 'EADDRINUSE' });
    await assert.rejects(createProxy({ ...good, config, metrics: taken }), { code: 'EADDRINUSE' });
    const other = await startProxy(test, good.upstream);
    const free = new URL(other.metricsUrl).host;
    await other.close();
    const half = { ...good, config, listen: taken, metrics: free };
    await assert.rejects(createProxy(half), { code: 'EADDRINUSE' });
    await assert.rejects(fetch(`http://${free}/healthz`));
  });
});
