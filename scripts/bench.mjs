/** `npm run bench`: jotmint beside its peers, in one process. Arguments go to benches/run.mjs. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { requireDependencies } from './dependencies.mjs';
import { main, root } from './run.mjs';

main(async () => {
  await build();
  const benches = join(root, 'benches');
  await requireDependencies(benches);
  const child = spawn(process.execPath, [join(benches, 'run.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
});
