// The entry: how the cost of a token grows with its payload, and with the keys there are to choose
// from; ours beside jose's.

import { parseArgs } from 'node:util';

import { measureKeySets } from './keys.mjs';
import { measureSizes } from './sizes.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    slice: { type: 'string', default: '50' },
  },
});
const timing = { rounds: Number(values.rounds), slice: Number(values.slice) };

console.log(
  `Microseconds a token: the median of ${timing.rounds} rounds of ${timing.slice} ms. The ratio is jose's time to ours in the same
round. "A kB more" is ours from one size to the next: where cost is linear, it stays.
`,
);
for (const algorithm of /** @type {const} */ (['ES256', 'HS256'])) {
  await measureSizes(algorithm, timing, console.log);
  console.log();
}
await measureKeySets(timing, console.log);
