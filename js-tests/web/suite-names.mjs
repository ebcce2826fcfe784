/** Which tests the suite has: what every subject must run, no matter which. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import * as addon from 'jotmint';
import { files, vectors } from '../node/material.mjs';
import { suite } from '../suite/index.mjs';

/** @returns {string[]} the tests on the native addon, in order, without running any */
export function suiteNames() {
  const names = [];
  const path = [];
  suite(addon, {
    describe(name, define) {
      path.push(name);
      define();
      path.pop();
    },
    it: (name) => names.push([...path, name].join(' > ')),
    assert,
    fc,
    files,
    vectors,
  });
  assert.ok(names.length > 500, `the suite has only ${names.length} tests`);
  return names;
}
