/** One package, however it is loaded. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import * as imported from 'jotmint';

const require = createRequire(import.meta.url);

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
