/** The package as it is published: `npm run pack` has written it to dist/. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { emptyFolder, node, npm, root } from '../node/running.mjs';
import { projectFile } from './project.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'npm', 'gate', 'package.json'), 'utf8'));

/** What the package needs of others, packed from where it is installed: no registry is asked. */
async function dependencies(folder) {
  const all = new Set();
  const add = (names) => {
    for (const name of names.filter((name) => !all.has(name))) {
      all.add(name);
      const path = join(root, 'node_modules', name, 'package.json');
      add(Object.keys(JSON.parse(readFileSync(path, 'utf8')).dependencies ?? {}));
    }
  };
  add(Object.keys(manifest.dependencies));
  const folders = [...all].map((name) => join(root, 'node_modules', name));
  await npm(['pack', '--ignore-scripts', `--pack-destination=${folder}`, ...folders], root);
  return { names: [...all], tarballs: tarballs(folder) };
}

const tarballs = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tgz'))
    .map((name) => join(folder, name));

describe('the packed gate in an empty folder', () => {
  const folder = emptyFolder();
  let others;
  before(async () => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    others = await dependencies(emptyFolder());
    const own = tarballs(join(root, 'dist')).filter((path) => !/-web-[^/]*$/.test(path));
    assert.equal(own.length, 4, 'first run `npm run pack`');
    await npm(
      ['install', '--offline', '--no-audit', '--no-fund', ...own, ...others.tarballs],
      folder,
    );
  });

  it('brings what it says, and nothing of it runs at installation', () => {
    const installed = readdirSync(join(folder, 'node_modules'), { recursive: true })
      .map((path) => /^((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(path)?.[1])
      .filter((name) => name && !/^(@jotmint\/|jotmint$)/.test(name));
    assert.deepEqual(installed.sort(), others.names.sort());
    for (const name of installed) {
      const path = join(folder, 'node_modules', name, 'package.json');
      const { scripts = {} } = JSON.parse(readFileSync(path, 'utf8'));
      for (const script of ['preinstall', 'install', 'postinstall']) {
        assert.equal(scripts[script], undefined, name);
      }
    }
  });

  const use = `
const proxy = createProxy({ config: process.argv[2], upstream: 'http://127.0.0.1:1', listen: '127.0.0.1:0', log: () => {} });
proxy.then(async (proxy) => {
  const { status } = await fetch(proxy.url, { method: 'POST' });
  await proxy.close();
  console.log(status, typeof createHandler, typeof createMiddleware, typeof createHook);
});
`;
  const FORMS = {
    mjs: (names, from) => `import { ${names} } from '${from}';`,
    cjs: (names, from) => `const { ${names} } = require('${from}');`,
  };
  for (const [extension, load] of Object.entries(FORMS)) {
    it(`serves a program: ${extension}`, async () => {
      const text = [
        load('createProxy', '@jotmint/gate'),
        load('createHandler', '@jotmint/gate/web'),
        load('createMiddleware', '@jotmint/gate/express'),
        load('createHook', '@jotmint/gate/fastify'),
        use,
      ].join('\n');
      writeFileSync(join(folder, `use.${extension}`), text);
      const result = await node([`use.${extension}`, projectFile()], { cwd: folder });
      const stdout = '401 function function function\n';
      assert.deepEqual(result, { status: 0, stdout, stderr: '' });
    });
  }

  it('is found by the command', async () => {
    const program = join(folder, 'node_modules', 'jotmint', 'bin', 'jotmint.mjs');
    const places = ['--upstream', 'http://127.0.0.1:1', '--listen', 'nowhere'];
    const args = [program, 'gate', '--config', projectFile(), ...places];
    const { status, stderr } = await node(args, { cwd: folder });
    assert.equal(status, 2);
    assert.match(stderr, /listen/);
  });
});

describe('the command without the gate', () => {
  it('says what to install', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const own = tarballs(join(root, 'dist')).filter((path) => !/-(web|gate)-[^/]*$/.test(path));
    await npm(['install', '--offline', '--no-audit', '--no-fund', ...own], folder);
    const program = join(folder, 'node_modules', 'jotmint', 'bin', 'jotmint.mjs');
    const places = ['--upstream', 'http://127.0.0.1:1', '--listen', '127.0.0.1:0'];
    const args = [program, 'gate', '--config', 'x', ...places];
    const { status, stdout, stderr } = await node(args, { cwd: folder });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /npm install @jotmint\/gate/);
  });
});
