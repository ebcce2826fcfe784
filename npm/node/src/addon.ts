/** The native addon of this package. */
import { createRequire } from 'node:module';
import type { Binding } from '../../api/src/binding.js';
import { refusal } from '../../api/src/error.js';
import { findAddon } from './find-addon.js';

const require = createRequire(__filename);

export function loadAddon(): Binding {
  // For testing another build of the addon.
  const chosen = process.env.JOTMINT_ADDON;
  if (chosen) return require(chosen);

  const found = findAddon<Binding>(require, 'jotmint', '@jotmint/node');
  if (found.addon) return found.addon;
  const { target, cause } = found;
  if (cause !== undefined) {
    throw refusal(
      'ERR_ADDON_MISSING',
      `The native addon for ${target} does not load.`,
      'The `cause` of this error says why; most often the system is older than the addon needs.',
      { cause },
    );
  }
  throw refusal(
    'ERR_ADDON_MISSING',
    `The native addon for ${target} is not installed.`,
    `Install the package @jotmint/node-${target} (npm leaves it out with --omit=optional), or run \`npm run build\` in a checkout of jotmint.`,
  );
}
