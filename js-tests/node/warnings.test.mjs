/** What works and will hurt is told through Node's warnings. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { importKey, neuron } from 'jotmint';
import { files } from './material.mjs';

describe('warnings', () => {
  const key = importKey(files['neuron.private.pem']);
  const base = { issuer: 'ci-bot', expiresIn: '7d' };

  for (const [name, options, pattern] of [
    ['an issuer that hides the login key', { issuer: 'neuron' }, /login/],
    ['dates as text', { textDates: true }, /never lets the token expire/],
  ]) {
    it(`tell of ${name}, once`, async () => {
      const warned = once(process, 'warning');
      neuron.sign({}, key, { ...base, ...options });
      const [warning] = await warned;
      assert.equal(warning.name, 'JotmintWarning');
      assert.match(warning.message, pattern);

      const more = [];
      process.on('warning', (again) => more.push(again));
      neuron.sign({}, key, { ...base, ...options });
      await setImmediate();
      assert.deepEqual(more, []);
    });
  }

  it('are not given without a reason', async () => {
    const seen = [];
    process.on('warning', (warning) => seen.push(warning));
    neuron.sign({}, key, base);
    await setImmediate();
    assert.deepEqual(seen, []);
  });
});
