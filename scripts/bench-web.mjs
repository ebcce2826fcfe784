/** `npm run bench:web`: the web package beside jose, in one page of a real browser. */
import { join } from 'node:path';
import { requireBrowsers } from './browsers.mjs';
import { requireDependencies } from './dependencies.mjs';
import { main, root } from './run.mjs';
import { buildWeb } from './web.mjs';

main(async () => {
  await buildWeb();
  const benches = join(root, 'benches');
  await requireDependencies(benches);
  await requireBrowsers(['chromium']);
  const { benchWeb } = await import('../benches/web/run.mjs');
  process.stdout.write(await benchWeb());
});
