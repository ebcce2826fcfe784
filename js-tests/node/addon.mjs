/** Which build of the native addon is tested. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packageFolder = fileURLToPath(new URL('../../npm/node/', import.meta.url));

/** The path of the one that the package loads. */
export function addonPath() {
  const own = readdirSync(packageFolder).find((name) => name.endsWith('.node'));
  return process.env.JOTMINT_ADDON ?? join(packageFolder, own);
}
