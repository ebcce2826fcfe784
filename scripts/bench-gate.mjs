/** `npm run bench:gate`: the gate before a node that does nothing. Arguments go to benches/gate. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { buildGate } from './gate.mjs';
import { main, root } from './run.mjs';

main(async () => {
  await build();
  await buildGate();
  const program = join(root, 'benches', 'gate', 'run.mjs');
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
});
