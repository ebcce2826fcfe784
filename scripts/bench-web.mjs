/** `npm run bench:web`: the web package beside jose in a real browser, and the token builder page. */
import { join } from 'node:path';
import { requireBrowsers } from './browsers.mjs';
import { buildBuilder } from './builder.mjs';
import { requireDependencies } from './dependencies.mjs';
import { main, root } from './run.mjs';

main(async () => {
  await buildBuilder();
  const benches = join(root, 'benches');
  await requireDependencies(benches);
  await requireBrowsers(['chromium']);
  const { benchWeb } = await import('../benches/web/run.mjs');
  const { benchBuilder } = await import('../benches/web/builder.mjs');
  process.stdout.write(`${await benchWeb()}\n${await benchBuilder()}`);
});
