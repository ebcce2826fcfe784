/** Finds the native addon: the one built in this checkout, else the package for this platform. */
import { createRequire } from 'node:module';
import type { Binding } from '../../api/src/binding.js';
import { refusal } from '../../api/src/error.js';

const require = createRequire(__filename);

export function loadAddon(): Binding {
  // For testing another build of the addon.
  const chosen = process.env.JOTMINT_ADDON;
  if (chosen) return require(chosen);

  const targets = possibleTargets();
  const places = [
    ...targets.map((target) => `../jotmint.${target}.node`),
    ...targets.map((target) => `@jotmint/node-${target}`),
  ];
  let cause: unknown;
  for (const place of places) {
    try {
      return require(place);
    } catch (error) {
      // What is there and does not load says more than what is not there.
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') cause = error;
    }
  }
  const target =
    targets.length === 1 ? targets[0] : `${process.platform}-${process.arch}-${libc()}`;
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

/**
 * `darwin-arm64`, `win32-x64-msvc`, `linux-x64-gnu` or `linux-x64-musl`. npm installs the one for
 * the C library at hand, so both are tried: finding out takes longer than loading.
 */
function possibleTargets(): string[] {
  const target = `${process.platform}-${process.arch}`;
  if (process.platform === 'win32') return [`${target}-msvc`];
  return process.platform === 'linux' ? [`${target}-gnu`, `${target}-musl`] : [target];
}

/** Node's own report names the glibc it runs on; musl has none to name. */
function libc(): 'gnu' | 'musl' {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime ? 'gnu' : 'musl';
}
