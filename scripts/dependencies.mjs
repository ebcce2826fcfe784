/** The npm packages that the build, the tests and the benches need, as the lock files say. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root, say } from './run.mjs';

/** Installs them in a folder where they are missing or older than its lock file. */
export async function requireDependencies(folder = root) {
  const lock = join(folder, 'package-lock.json');
  const installed = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing npm packages');
  await npm(['ci', '--no-audit', '--no-fund'], { cwd: folder });
}
