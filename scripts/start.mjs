/** `npm start`: from a fresh clone to a token. Builds what is missing, then runs the command line. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { main, root } from './run.mjs';

main(async () => {
  await build();
  const program = join(root, 'npm', 'node', 'bin', 'jotmint.mjs');
  // File names among the arguments are meant from where npm was called.
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
  });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
});
