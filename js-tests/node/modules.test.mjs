/** One package, however it is loaded. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import * as imported from 'jotmint';
import { files } from './material.mjs';
import { node } from './running.mjs';

const require = createRequire(import.meta.url);

const PRINT_LOADED = `import { readFileSync } from 'node:fs';
console.log(JSON.stringify(process.moduleLoadList));`;

describe('the package', () => {
  it('is the same by import and by require', () => {
    const required = require('jotmint');
    const { default: _, ...members } = imported;
    assert.deepEqual(Object.keys(required).sort(), Object.keys(members).sort());
    for (const [name, member] of Object.entries(members)) assert.equal(required[name], member);

    const key = required.generateSecret('HS256');
    assert.ok(key instanceof imported.Key);
    imported.verify(required.sign({}, key), key);
    assert.throws(() => required.decode('x'), imported.JotError);
  });

  it('loads nothing of Node that making a token has no use for', async () => {
    const loaded = async (code) => {
      const args = ['--input-type=module', '--eval', `${code}\n${PRINT_LOADED}`];
      const { status, stdout, stderr } = await node(args, {
        input: files['infura-ec.private.pem'],
      });
      assert.equal(status, 0, stderr);
      return JSON.parse(stdout);
    };
    const least = await loaded("import 'node:module'; import 'node:path'; import 'node:url';");
    const ours = await loaded("import { sign } from 'jotmint'; sign({}, readFileSync(0, 'utf8'));");
    const more = ours.filter((name) => !least.includes(name));
    // Each costs a program that starts more than the token does.
    assert.deepEqual(
      more.filter((name) => /crypto|lexer/.test(name)),
      [],
    );
  });

  it('lets nobody reach inside', () => {
    assert.equal(require('jotmint/package.json').name, 'jotmint');
    for (const path of [
      'jotmint/dist/index.cjs',
      'jotmint/src/index.ts',
      'jotmint/bin/jotmint.mjs',
    ]) {
      assert.throws(() => require(path), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
    }
  });
});
