/**
 * The README's examples. Every block of JavaScript or TypeScript is run, in the order they come in,
 * in one folder that has the files they read; `no-run` after the language only checks its syntax.
 * Nothing goes out: `fetch` answers by itself and looks at the token it was sent.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)]
  .map(([, language, info, code]) => ({
    language,
    run: !info.split(' ').includes('no-run'),
    code,
    line: readme.slice(0, readme.indexOf(code)).split('\n').length,
  }))
  .filter(({ language }) => Object.hasOwn(LANGUAGES, language));

const folder = emptyFolder();
mkdirSync(join(folder, 'node_modules'));
symlinkSync(packageFolder, join(folder, 'node_modules', 'jotmint'), 'junction');
symlinkSync(
  join(root, 'node_modules', '@types'),
  join(folder, 'node_modules', '@types'),
  'junction',
);
for (const [name, file] of Object.entries(FILES)) writeFileSync(join(folder, name), files[file]);

describe("the README's examples", () => {
  it('are there', () => assert.ok(blocks.length >= 5, `${blocks.length} found`));

  for (const { language, run, code, line } of blocks) {
    it(`line ${line}${run ? '' : ', its syntax'}`, async () => {
      const name = `line-${line}${LANGUAGES[language]}`;
      writeFileSync(join(folder, name), code);
      const file = language === 'ts' ? await compiled(name) : name;
      const { status, stderr } = await node(run ? [file] : ['--check', file], { cwd: folder, env });
      assert.equal(status, 0, stderr);
      assert.equal(stderr, '');
    });
  }
});

async function compiled(name) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  const { status, stdout } = await node([tsc, ...options, name], { cwd: folder });
  assert.equal(status, 0, stdout);
  return name.replace('.mts', '.mjs');
}
