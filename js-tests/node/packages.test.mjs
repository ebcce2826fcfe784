/** The packages as they are published: `npm run pack` has written them to dist/. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { files } from './material.mjs';
import { emptyFolder, npm, root, node as run } from './running.mjs';

/** The addon of the package, not one that is being tried out. */
const node = (args, options) => run(args, { ...options, env: { JOTMINT_ADDON: '' } });

const application = (load) => `${load}

const key = importKey(readFileSync('private.pem', 'utf8'), { keyid: 'k1' });
const token = sign({ sub: 'alice' }, key, { audience: 'api', expiresIn: '1h' });
const { header, payload } = verify(token, key.publicKey(), { audience: 'api' });
try {
  verify(token, key.publicKey(), { audience: 'billing' });
} catch (error) {
  if (!(error instanceof JotError)) throw error;
  console.log(header.alg, header.kid, payload.sub, error.code, error.claim);
}
`;
const EXPECTED = 'RS256 k1 alice ERR_CLAIM_MISMATCH aud\n';
const esm = `import { readFileSync } from 'node:fs';
import { importKey, JotError, sign, verify } from 'jotmint';`;
const commonJs = `const { readFileSync } = require('node:fs');
const { importKey, JotError, sign, verify } = require('jotmint');`;

const typed = `import { type Algorithm, generateKeyPair, JotError, sign, verify } from 'jotmint';

declare const console: { log(...parts: unknown[]): void };
const { privateKey, publicKey } = generateKeyPair('ES256', { keyid: 'k1' });
const token: string = sign({ sub: 'alice' }, privateKey, { audience: 'api', expiresIn: '1h' });
const { header, payload } = verify<{ sub: string }>(token, publicKey, { audience: 'api' });
const alg: Algorithm = header.alg;
try {
  verify(token, publicKey, { audience: 'billing' });
} catch (error) {
  if (!(error instanceof JotError)) throw error;
  console.log(alg, header.kid, payload.sub.toLowerCase(), error.code, error.claim);
}
`;

function tarballs() {
  const dist = join(root, 'dist');
  let names;
  try {
    names = readdirSync(dist).filter((name) => /^jotmint-(?!web-|gate-).*\.tgz$/.test(name));
  } catch {
    names = [];
  }
  assert.equal(names.length, 2, 'first run `npm run pack`');
  return names.sort().map((name) => join(dist, name));
}

function folderWithKey() {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  writeFileSync(join(folder, 'private.pem'), files['infura-rsa.private.pem']);
  return folder;
}

describe('the packed packages in an empty folder', () => {
  const folder = folderWithKey();
  const write = (name, text) => writeFileSync(join(folder, name), text);

  /** With the compiler of this repository, and no types but the package's own. */
  function compile(file) {
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2022'],
      types: [],
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    return node([tsc, '-p', folder], { cwd: folder });
  }

  before(() => npm(['install', '--offline', '--no-audit', '--no-fund', ...tarballs()], folder));

  it('bring nothing but themselves', () => {
    const modules = join(folder, 'node_modules');
    const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
    assert.deepEqual(names.sort(), ['@jotmint', 'jotmint']);
    assert.equal(readdirSync(join(modules, '@jotmint')).length, 1);
    for (const name of ['README.md', 'LICENSE']) {
      assert.ok(readFileSync(join(modules, 'jotmint', name), 'utf8').length > 100);
    }
  });

  it('serve an application in ESM', async () => {
    write('application.mjs', application(esm));
    const { status, stdout, stderr } = await node(['application.mjs'], { cwd: folder });
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: EXPECTED, stderr: '' });
  });

  it('serve an application in CommonJS', async () => {
    write('application.cjs', application(commonJs));
    const { status, stdout, stderr } = await node(['application.cjs'], { cwd: folder });
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: EXPECTED, stderr: '' });
  });

  it('serve an application that esbuild has put into one file', async () => {
    const both =
      "import jwt from 'jotmint/jsonwebtoken';\nif (jwt.decode('x') !== null) throw 0;\n";
    write('parts.mjs', `${both}${application(esm)}`);
    const { warnings, metafile } = await build({
      absWorkingDir: folder,
      entryPoints: ['parts.mjs'],
      outfile: 'bundle/whole.cjs',
      bundle: true,
      platform: 'node',
      metafile: true,
      logLevel: 'silent',
    });
    assert.deepEqual(warnings, []);
    assert.ok('node_modules/jotmint/dist/index.cjs' in metafile.inputs);
    const result = await node(['bundle/whole.cjs'], { cwd: folder });
    assert.deepEqual(result, { status: 0, stdout: EXPECTED, stderr: '' });
  });

  it('serve a program that had jsonwebtoken', async () => {
    const use = "console.log(jwt.verify(jwt.sign({ sub: 'alice' }, 'secret'), 'secret').sub);\n";
    write('had.mjs', `import jwt from 'jotmint/jsonwebtoken';\n${use}`);
    write('had.cjs', `const jwt = require('jotmint/jsonwebtoken');\n${use}`);
    for (const name of ['had.mjs', 'had.cjs']) {
      const result = await node([name], { cwd: folder });
      assert.deepEqual(result, { status: 0, stdout: 'alice\n', stderr: '' });
    }
  });

  for (const [name, extension] of [
    ['ESM', 'mts'],
    ['CommonJS', 'cts'],
  ]) {
    it(`serve an application in TypeScript, strict: ${name}`, async () => {
      write(`strict.${extension}`, typed);
      const { status, stdout } = await compile(`strict.${extension}`);
      assert.equal(status, 0, stdout);
      const result = await node([`strict.${extension.replace('t', 'j')}`], { cwd: folder });
      const expected = EXPECTED.replace('RS256', 'ES256');
      assert.deepEqual(result, { status: 0, stdout: expected, stderr: '' });
    });
  }

  it('refuse in TypeScript what would be refused at run time', async () => {
    write('wrong.mts', "import { sign } from 'jotmint';\nsign({}, 'key', { kid: 'k' });\n");
    const { status, stdout } = await compile('wrong.mts');
    assert.notEqual(status, 0);
    assert.match(stdout, /'kid' does not exist/);
  });

  it('bring the command', async () => {
    const manifest = JSON.parse(
      readFileSync(join(folder, 'node_modules', 'jotmint', 'package.json'), 'utf8'),
    );
    const program = join(folder, 'node_modules', 'jotmint', manifest.bin.jotmint);
    const args = [
      '--provider',
      'infura',
      '--key',
      'private.pem',
      '--kid',
      'k',
      '--expires-in',
      '1h',
    ];
    const { status, stdout } = await node([program, ...args], { cwd: folder });
    assert.equal(status, 0);
    assert.equal(stdout.trim().split('\n').at(-1).split('.').length, 3);
  });

  it('say what is wrong to somebody who uses them wrongly', async () => {
    for (const [wrong, ...said] of [
      [
        'sign({}, process.env.NOT_SET)',
        'JotError: There is no key',
        'environment variable',
        'ERR_KEY_MISSING',
      ],
      ["sign({}, 'private.pem')", 'This is no key: the path of a file', 'ERR_KEY_FORMAT'],
      [
        "sign({}, readFileSync('private.pem'), { kid: 'k' })",
        'did you mean `keyid`',
        'ERR_OPTION_UNKNOWN',
      ],
      ["sign({}, readFileSync('private.pem'), { expiresIn: '3600' })", "('1h')", 'ERR_DURATION'],
      [
        "verify('Bearer a.b.c', readFileSync('private.pem'))",
        'needs the public one',
        'ERR_KEY_KIND',
      ],
    ]) {
      write('wrong.mjs', `${esm}\nvoid importKey, verify, JotError;\n${wrong};\n`);
      const { status, stdout, stderr } = await node(['wrong.mjs'], { cwd: folder });
      assert.deepEqual([status, stdout], [1, '']);
      for (const words of said) assert.ok(stderr.includes(words), stderr);
      assert.ok(!stderr.includes('MII'), 'no key in the error');
    }
  });
});

describe('the package without its addon', () => {
  it('says what to install', async () => {
    const folder = folderWithKey();
    const [main] = tarballs();
    await npm(['install', '--offline', '--omit=optional', '--no-audit', '--no-fund', main], folder);
    writeFileSync(join(folder, 'application.mjs'), application(esm));
    const { status, stderr } = await node(['application.mjs'], { cwd: folder });
    assert.equal(status, 1);
    assert.match(stderr, /JotError: The native addon for \S+ is not installed/);
    assert.match(stderr, /@jotmint\/node-.*--omit=optional/);
    assert.match(stderr, /ERR_ADDON_MISSING/);
  });
});
