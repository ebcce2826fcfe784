/**
 * Builds what npm/node publishes beside the addon: one CommonJS file with everything in it, ES
 * modules that hand on the same objects (so `JotError` is one class however it is imported), and
 * types for both.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, say } from './run.mjs';

const node = join(root, 'npm', 'node');
const dist = join(node, 'dist');

export async function buildFacade() {
  if (isUpToDate()) return;
  say('building the JavaScript package');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  const names = await bundle('index', { entryPoints: [join(node, 'src', 'index.ts')] });
  writeModule('index', names);
  const dropIn = await bundle('jsonwebtoken', {
    entryPoints: [join(node, 'src', 'jsonwebtoken', 'index.ts')],
    plugins: [mainEntry],
    // A plain object, as jsonwebtoken's is: its members can be replaced, which tests do.
    footer: { js: 'module.exports = { ...module.exports };' },
  });
  writeModule('jsonwebtoken', dropIn, 'export default api;\n');

  await bin('tsc', ['-p', join(node, 'tsconfig.types.json')]);
  const dropInTypes = "'./types/node/src/jsonwebtoken/index.js'";
  writeFileSync(join(dist, 'jsonwebtoken.d.cts'), `export * from ${dropInTypes};\n`);
  writeFileSync(
    join(dist, 'jsonwebtoken.d.mts'),
    `import * as jwt from ${dropInTypes};\n\nexport * from ${dropInTypes};\nexport default jwt;\n`,
  );
  const types = "export * from './types/node/src/index.js';\n";
  writeFileSync(join(dist, 'index.d.cts'), types);
  writeFileSync(join(dist, 'index.d.mts'), types);
}

/**
 * Writes the CommonJS file.
 *
 * @returns {Promise<string[]>} the names it exports
 */
async function bundle(name, more) {
  const { build } = await import('esbuild');
  const options = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'warning',
    ...more,
  };
  await build({ ...options, format: 'cjs', outfile: join(dist, `${name}.cjs`) });
  const { metafile } = await build({
    ...options,
    format: 'esm',
    outfile: join(dist, `${name}.mjs`),
    metafile: true,
    write: false,
  });
  return Object.values(metafile.outputs)[0].exports.sort();
}

/**
 * Writes the ES module, with the very objects of the CommonJS file, twice. To `import` a CommonJS
 * file Node first compiles a reader of its exports, which takes longer than everything else here;
 * the exports are known, so Node's module calls `require`. Bundlers can follow an `import` only.
 */
function writeModule(name, names, more = '') {
  const lines = names.map((name) => `export const ${name} = api.${name};\n`);
  const members = `${lines.join('')}${more}`;
  const required = `import { createRequire } from 'node:module';

const api = createRequire(import.meta.url)('./${name}.cjs');
`;
  writeFileSync(join(dist, `${name}.mjs`), `${required}\n${members}`);
  const imported = `import api from './${name}.cjs';\n`;
  writeFileSync(join(dist, `${name}.bundler.mjs`), `${imported}\n${members}`);
}

/** The drop-in works with the package's one binding, and its keys are the package's. */
const mainEntry = {
  name: 'main entry',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({
      path: './index.cjs',
      external: true,
    }));
  },
};

/** Whether the last thing that is written is newer than everything it is made from. */
function isUpToDate() {
  const last = join(dist, 'index.d.mts');
  if (!existsSync(last)) return false;
  const written = statSync(last).mtimeMs;
  return sources().every((path) => statSync(path).mtimeMs < written);
}

function sources() {
  const folders = [join(root, 'npm', 'api', 'src'), join(node, 'src'), join(root, 'scripts')];
  return [
    ...folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
    ),
    join(root, 'tsconfig.base.json'),
    join(node, 'tsconfig.json'),
    join(node, 'tsconfig.types.json'),
  ];
}
