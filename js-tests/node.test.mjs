/** The suite on the published package, the native addon below it. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import * as api from 'jotmint';
import { files, vectors } from './node/material.mjs';
import { suite } from './suite/index.mjs';

let run = 0;
const counted = (name, test) =>
  it(name, () => {
    run += 1;
    return test();
  });

suite(api, { describe, it: counted, assert, fc, files, vectors });

after(() => assert.ok(run > 500, `only ${run} tests of the suite ran`));
