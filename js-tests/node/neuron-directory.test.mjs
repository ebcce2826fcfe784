/** `neuron.createVerifier({ directory })`: the key files as they are at the moment. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  opendirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { generateKeyPair, neuron } from 'jotmint';
import { addonPath, packageFolder } from './addon.mjs';
import { files } from './material.mjs';
import { emptyFolder, node } from './running.mjs';

const PUBLIC = files['neuron.public.pem'];
const other = generateKeyPair('RS256');

const bearer = (issuer, key = files['neuron.private.pem']) =>
  `Bearer ${neuron.sign({}, key, { issuer, expiresIn: '1h' })}`;

/** A directory with these files, and a verifier for it. */
function certs(test, contents, options) {
  const directory = emptyFolder();
  const write = (name, text) => writeFileSync(join(directory, name), text);
  for (const [name, text] of Object.entries(contents)) write(name, text);
  const verifier = neuron.createVerifier({ directory }, options);
  test.after(() => verifier.close());
  const ask = (issuer, key) => {
    const answer = verifier.authorize(bearer(issuer, key));
    return answer.ok ? 0 : answer.error;
  };
  return { directory, write, verifier, ask, path: (name) => join(directory, name) };
}

describe('neuron.createVerifier with a directory', () => {
  it('reads the files at the start', (test) => {
    const { ask, verifier } = certs(test, { 'a.pem': PUBLIC, 'b.pub': PUBLIC, README: 'x' });
    assert.deepEqual([ask('a'), ask('b'), ask('c')], [0, 0, 1005]);
    assert.deepEqual([...verifier.problems], []);
  });

  it('takes the files in the order of the directory, as Neuron does', (test) => {
    const { directory, write, verifier } = certs(test, {}, { emulate: true });
    const keys = ['ci', 'ci-bot', 'ci-a', 'ci-z', 'ci-0'].map((name) => {
      const { privateKey, publicKey } = generateKeyPair('RS256');
      write(`${name}.pem`, publicKey.toPem());
      return { file: `${name}.pem`, privateKey };
    });
    const open = opendirSync(directory);
    const first = open.readSync().name;
    open.closeSync();
    for (const { file, privateKey } of keys) {
      const answer = verifier.authorize(bearer('ci', privateKey));
      assert.equal(answer.ok ? 0 : answer.error, file === first ? 0 : 1005, file);
    }
  });

  it('counts what is new, replaced and removed at the very next request', (test) => {
    const { ask, write, path } = certs(test, { 'a.pem': PUBLIC });
    assert.deepEqual([ask('a'), ask('b')], [0, 1005]);
    write('b.pem', PUBLIC);
    assert.equal(ask('b'), 0);
    write('b.pem', other.publicKey.toPem());
    assert.deepEqual([ask('b'), ask('b', other.privateKey)], [1005, 0]);
    unlinkSync(path('b.pem'));
    assert.deepEqual([ask('b'), ask('b', other.privateKey), ask('a')], [1005, 1005, 0]);
  });

  it('is not misled by how an editor or a deployment writes', (test) => {
    const { ask, write, path, directory } = certs(test, { 'a.pem': PUBLIC });
    write('a.pem', '');
    assert.equal(ask('a'), 1005);
    write('a.pem', other.publicKey.toPem());
    assert.equal(ask('a', other.privateKey), 0);
    write('.a.swp', PUBLIC);
    renameSync(path('.a.swp'), path('a.pem'));
    assert.deepEqual([ask('a'), ask('a', other.privateKey)], [0, 1005]);

    mkdirSync(path('one'));
    mkdirSync(path('two'));
    writeFileSync(join(directory, 'one', 'k'), PUBLIC);
    writeFileSync(join(directory, 'two', 'k'), other.publicKey.toPem());
    symlinkSync('one', path('current'));
    symlinkSync('current/k', path('linked.pem'));
    assert.equal(ask('linked'), 0);
    symlinkSync('two', path('next'));
    renameSync(path('next'), path('current'));
    assert.deepEqual([ask('linked'), ask('linked', other.privateKey)], [1005, 0]);
  });

  it('reports what cannot be used, and the others go on', (test) => {
    const { ask, write, verifier, path } = certs(test, {
      'a.pem': PUBLIC,
      'private.pem': files['neuron.private.pem'],
      'empty.pem': '',
      'huge.pem': Buffer.alloc(2_000_000, 'x'),
    });
    mkdirSync(path('folder.pem'));
    symlinkSync('nowhere', path('dangling.pem'));
    symlinkSync('loop.pem', path('loop.pem'));
    const wrong = () => verifier.problems.map(({ path }) => path).sort();
    assert.deepEqual(wrong(), ['empty.pem', 'huge.pem', 'loop.pem', 'private.pem']);
    assert.match(verifier.problems.find(({ path }) => path === 'huge.pem').message, /EFBIG/);
    assert.ok(!JSON.stringify(verifier.problems).includes('MII'));
    assert.equal(ask('a'), 0);
    write('empty.pem', PUBLIC);
    assert.deepEqual(wrong(), ['huge.pem', 'loop.pem', 'private.pem']);
    assert.equal(ask('empty'), 0);
  });

  it('reports a file that it may not read', { skip: process.getuid?.() === 0 }, (test) => {
    const { ask, verifier, path } = certs(test, { 'a.pem': PUBLIC, 'b.pem': PUBLIC });
    chmodSync(path('b.pem'), 0);
    assert.deepEqual([ask('a'), ask('b')], [0, 1005]);
    assert.match(verifier.problems[0].message, /EACCES/);
  });

  it('lets nobody in when the directory is gone, and all when it is back', (test) => {
    const { ask, directory, write } = certs(test, { 'a.pem': PUBLIC });
    assert.equal(ask('a'), 0);
    rmSync(directory, { recursive: true });
    assert.equal(ask('a'), 1005);
    mkdirSync(directory);
    write('a.pem', PUBLIC);
    assert.equal(ask('a'), 0);
  });

  it('emulates, takes a URL, and goes on looking once it is closed', (test) => {
    const { directory, write } = certs(test, { 'a-long-name.pem': PUBLIC });
    const url = pathToFileURL(`${directory}/`);
    const verifier = neuron.createVerifier({ directory: url }, { emulate: true });
    assert.equal(verifier.authorize(bearer('a-long')).ok, true);
    verifier.close();
    verifier[Symbol.dispose]();
    assert.equal(verifier.authorize(bearer('b')).ok, false);
    write('b.pem', PUBLIC);
    assert.equal(verifier.authorize(bearer('b')).ok, true);
  });

  it('refuses what is no directory', () => {
    for (const files of [
      { directory: 5 },
      { directory: '/tmp', keys: {} },
      { directory: undefined },
    ]) {
      assert.throws(() => neuron.createVerifier(files), { code: 'ERR_OPTION_INVALID' });
    }
    assert.throws(() => neuron.createVerifier({ directory: '/nowhere' }), { code: 'ENOENT' });
  });

  it('keeps no process alive', async (test) => {
    const { directory } = certs(test, { 'a.pem': PUBLIC });
    const program = `
      const { neuron } = require(${JSON.stringify(packageFolder)});
      const verifier = neuron.createVerifier({ directory: ${JSON.stringify(directory)} });
      console.log(verifier.problems.length);`;
    const env = { JOTMINT_ADDON: addonPath() };
    const { status, stdout } = await node(['-e', program], { env });
    assert.deepEqual([status, stdout], [0, '0\n']);
  });
});
