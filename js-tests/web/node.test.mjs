/** The suite on WebAssembly, in Node: every test that the addon runs. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import init, * as api from '@jotmint/web';
import * as fc from 'fast-check';
import { files, vectors } from '../node/material.mjs';
import { suite } from '../suite/index.mjs';
import { suiteNames } from './suite-names.mjs';

await init();

let run = 0;
const counted = (name, test) =>
  it(name, () => {
    run += 1;
    return test();
  });

suite(api, { describe, it: counted, assert, fc, files, vectors });

after(() => assert.equal(run, suiteNames().length, 'the tests that ran, and that the addon runs'));
