/**
 * Many requests, a third of them hostile: no crash, no leak, no wrong decision. `npm run bench:gate`
 * does the same with 100,000; `GATE_LOAD` says how many here.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostileLoad } from './hostile.mjs';

const TOTAL = Number(process.env.GATE_LOAD ?? 20_000);

describe('a load of which a third is hostile', () => {
  it(`is decided about rightly, ${TOTAL} times`, async (test) => {
    const result = await hostileLoad(TOTAL);
    test.diagnostic(result.summary);
    assert.deepEqual(result.wrong, {});
    assert.equal(result.served, result.expected.served);
    assert.equal(result.crashes, 0);
    // Nothing that grows with requests: each leaves less than a kilobyte of what it brought.
    assert.ok(result.rss.growth < 200, result.summary);
  });
});
