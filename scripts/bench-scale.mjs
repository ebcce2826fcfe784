/** `npm run bench:scale`: how cost grows with payloads and key sets. Arguments go to benches/scale. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { requireDependencies } from './dependencies.mjs';
import { main, root } from './run.mjs';

main(async () => {
  await build();
  const benches = join(root, 'benches');
  await requireDependencies(benches);
  const program = join(benches, 'scale', 'run.mjs');
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
});
