/**
 * The suite as a page runs it: defines all tests, runs them one after the other, and leaves
 * `globalThis.runSuite`. The page brings the API, so that what is tested is what is published.
 */
import { assert } from 'chai';
import * as fc from 'fast-check';
import { suite } from '../suite/index.mjs';

/**
 * @param {typeof import('@jotmint/web')} api
 * @param {{ files: Record<string, string>, vectors: Record<string, object> }} material
 * @returns {Promise<{ name: string, error?: string }[]>} every test, in order
 */
globalThis.runSuite = async (api, material) => {
  const { tests, describe, it } = collector();
  suite(api, { describe, it, assert, fc, ...material });
  const results = [];
  for (const { name, test } of tests) {
    try {
      await test();
      results.push({ name });
    } catch (error) {
      results.push({ name, error: `${error?.message ?? error}\n${error?.stack ?? ''}` });
    }
  }
  return results;
};

function collector() {
  const tests = [];
  const path = [];
  return {
    tests,
    describe(name, define) {
      path.push(name);
      define();
      path.pop();
    },
    it(name, test) {
      tests.push({ name: [...path, name].join(' > '), test });
    },
  };
}
