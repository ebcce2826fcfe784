/**
 * Many requests, a third of them hostile: no crash, no leak, no wrong decision. `npm run bench:gate`
 * does the same with 100,000; `GATE_LOAD` says how many here.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { HALF_OPEN, hasProc, hostileLoad } from './hostile.mjs';

const TOTAL = Number(process.env.GATE_LOAD ?? 20_000);

/** In megabytes: less than two kilobytes of each request. Runs differ by ten. */
const GROWTH = 30;

describe(`a load of ${TOTAL} of which a third is hostile`, () => {
  const skip = hasProc ? false : 'There is no /proc to tell.';
  let result;
  before(async () => {
    result = await hostileLoad(TOTAL);
  });

  it('is decided about rightly', (test) => {
    test.diagnostic(result.summary);
    assert.deepEqual(result.wrong, {});
    assert.equal(result.served, result.expected.served);
    assert.equal(result.crashes, 0);
  });

  it('is done with where clients go away while the node is at it', () => {
    assert.ok(result.slow > 0);
    assert.equal(result.slow, result.expected.slow);
  });

  it('leaves nothing behind in memory', { skip }, () => {
    assert.ok(result.rss.growth < GROWTH, result.summary);
  });

  it('goes on beside connections of which nothing comes, and none of them is left', {
    skip,
  }, () => {
    assert.deepEqual(result.descriptors, [HALF_OPEN, HALF_OPEN, 0]);
  });
});
