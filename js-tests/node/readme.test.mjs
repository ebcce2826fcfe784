/**
 * The examples of the README and the pages in docs/. Every block of JavaScript or TypeScript is run, in the order they come in,
 * in one folder that has the files they read; `no-run` after the language only checks its syntax.
 * Nothing goes out: `fetch` answers by itself and looks at the token it was sent.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageFolder } from './addon.mjs';
import { files } from './material.mjs';
import { emptyFolder, node, root } from './running.mjs';

const LANGUAGES = { js: '.mjs', javascript: '.mjs', mjs: '.mjs', cjs: '.cjs', ts: '.mts' };

/** What the examples find in their folder. */
const FILES = {
  'private_key.pem': 'infura-rsa.private.pem',
  'public_key.pem': 'infura-rsa.public.pem',
  'private.pem': 'infura-rsa.private.pem',
  'public.pem': 'infura-rsa.public.pem',
  'ec_private_key.pem': 'infura-ec.private.pem',
  'ec_public_key.pem': 'infura-ec.public.pem',
  'private.key': 'neuron.private.pem',
};

/** What they find in their environment. */
const env = {
  JWT_KEY_ID: '42f5184e315e40d4b79325778691093a',
  INFURA_API_KEY: '0123456789abcdef0123456789abcdef',
  INFURA_NETWORK_URL: 'https://mainnet.infura.io/v3/',
  NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'js-tests/node/programs/no-network.mjs'))}`,
};

const docs = join(root, 'docs');
const pages = [
  'README.md',
  ...readdirSync(docs)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** @returns {{ language: string, run: boolean, code: string, line: number }[]} */
function blocksOf(page) {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)]
    .map(({ 1: language, 2: info, 3: code, index }) => ({
      language,
      run: !info.split(' ').includes('no-run'),
      code,
      line: text.slice(0, index).split('\n').length + 1,
    }))
    .filter(({ language }) => Object.hasOwn(LANGUAGES, language));
}

const folder = emptyFolder();
mkdirSync(join(folder, 'node_modules'));
symlinkSync(packageFolder, join(folder, 'node_modules', 'jotmint'), 'junction');
for (const name of ['@types', 'jsonwebtoken', 'jose', 'fast-jwt']) {
  symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
}
for (const [name, file] of Object.entries(FILES)) writeFileSync(join(folder, name), files[file]);

for (const page of pages) {
  const blocks = blocksOf(page);
  describe(`the examples of ${page}`, () => {
    if (page === 'README.md') {
      it('are there', () => assert.ok(blocks.length >= 5, `${blocks.length} found`));
    }

    for (const { language, run, code, line } of blocks) {
      it(`line ${line}${run ? '' : ', its syntax'}`, async () => {
        const name = `${page.replaceAll('/', '-')}-${line}${LANGUAGES[language]}`;
        writeFileSync(join(folder, name), code);
        const file = language === 'ts' ? await compiled(name) : name;
        const args = run ? [file] : ['--check', file];
        const { status, stdout, stderr } = await node(args, { cwd: folder, env });
        assert.equal(status, 0, stderr);
        assert.equal(stderr, '');
        // Where an example compares, it prints what comes of it.
        assert.doesNotMatch(stdout, /\bfalse\b/);
      });
    }
  });
}

async function compiled(name) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  const { status, stdout } = await node([tsc, ...options, name], { cwd: folder });
  assert.equal(status, 0, stdout);
  return name.replace('.mts', '.mjs');
}
