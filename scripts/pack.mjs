/**
 * `npm run pack`: the tarballs to publish, in dist/: `jotmint`, `@jotmint/web`, `@jotmint/gate`, and
 * the packages of the addons for this machine. `npm install ./dist/*.tgz` in any folder gives working
 * packages, without a registry but for what the gate depends on.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { buildBuilder } from './builder.mjs';
import { buildGate } from './gate.mjs';
import { isProgram, main, npm, root, say } from './run.mjs';
import { hostTarget } from './target.mjs';
import { buildWeb } from './web.mjs';

const dist = join(root, 'dist');
const licences = readdirSync(root)
  .filter((name) => name.startsWith('LICENSE'))
  .map((name) => [root, name]);

/** @returns {Promise<string[]>} the paths of the tarballs for Node */
export async function packNode() {
  await build();
  await buildBuilder();
  const source = join(root, 'npm', 'node');
  const manifest = manifestIn(source);
  const addon = addonManifest(manifest, '@jotmint/node', 'jotmint');
  return packed([
    stage('jotmint', withAddon(manifest, addon), [
      ...manifest.files.map((name) => [source, name]),
      [root, 'README.md'],
      ...licences,
    ]),
    stage('addon', addon, [[source, addon.main], ...licences]),
  ]);
}

/** @returns {Promise<string[]>} the path of the tarball for the web */
export async function packWeb() {
  await buildWeb();
  const source = join(root, 'npm', 'web');
  const manifest = manifestIn(source);
  return packed([
    stage('web', manifest, [
      ...manifest.files.map((name) => [source, name]),
      [root, 'README.md'],
      ...licences,
    ]),
  ]);
}

/** @returns {Promise<string[]>} the paths of the gate's tarballs; `packNode` comes before it */
export async function packGate() {
  await buildGate();
  const source = join(root, 'npm', 'gate');
  const manifest = manifestIn(source);
  const addon = addonManifest(manifest, '@jotmint/gate', 'jotmint-gate');
  return packed([
    stage('gate', withAddon(manifest, addon), [
      ...manifest.files.map((name) => [source, name]),
      [source, 'README.md'],
      ...licences,
    ]),
    stage('gate-addon', addon, [[source, addon.main], ...licences]),
  ]);
}

function manifestIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** @param {string[]} stages */
async function packed(stages) {
  const output = await npm(['pack', '--json', `--pack-destination=${dist}`, ...stages], {
    capture: true,
  });
  rmSync(join(dist, 'stage'), { recursive: true });
  return reported(JSON.parse(output)).map(({ filename }) => {
    say(`dist/${filename}`);
    return join(dist, filename);
  });
}

/** npm 11 prints a list, later versions an object by package name. */
function reported(report) {
  return Array.isArray(report) ? report : Object.values(report);
}

/**
 * An addon's package stands in the published manifest only: nothing else may ask a registry for what
 * is built here. A release adds the ones of the other platforms.
 */
function withAddon(manifest, { name, version }) {
  return { ...manifest, optionalDependencies: { [name]: version } };
}

function addonManifest({ name, version, license, engines }, scope, file) {
  const target = hostTarget();
  return {
    name: `${scope}-${target.name}`,
    version,
    description: `The native addon of ${name} for ${target.name}.`,
    license,
    engines,
    os: [target.os],
    cpu: [target.cpu],
    ...(target.libc === undefined ? {} : { libc: [target.libc] }),
    main: `${file}.${target.name}.node`,
  };
}

function stage(name, manifest, contents) {
  const folder = join(dist, 'stage', name);
  const files = contents.map(([, path]) => path);
  mkdirSync(folder, { recursive: true });
  for (const [from, path] of contents) {
    cpSync(join(from, path), join(folder, path), { recursive: true, force: true });
  }
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ ...manifest, files }, null, 2)}\n`,
  );
  return folder;
}

async function pack() {
  rmSync(dist, { recursive: true, force: true });
  await packNode();
  await packWeb();
  await packGate();
}

if (isProgram(import.meta.url)) main(pack);
