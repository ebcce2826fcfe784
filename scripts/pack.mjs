/**
 * `npm run pack`: the tarballs to publish, in dist/: `jotmint`, the addon's package for this
 * machine, `@jotmint/web`, and `@jotmint/gate`. `npm install ./dist/*.tgz` in any folder gives
 * working packages, without a registry but for what the gate depends on.
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
  const target = hostTarget();
  const addon = addonManifest(manifest, target);
  return packed([
    // The addon packages stand in the published manifest only: nothing else may ask a registry for
    // what is built here. A release adds the ones of the other platforms.
    stage('jotmint', { ...manifest, optionalDependencies: { [addon.name]: addon.version } }, [
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

/** @returns {Promise<string[]>} the path of the gate's tarball; `packNode` comes before it */
export async function packGate() {
  await buildGate();
  const source = join(root, 'npm', 'gate');
  const { devDependencies, ...manifest } = manifestIn(source);
  return packed([
    stage('gate', manifest, [
      ...manifest.files.map((name) => [source, name]),
      [source, 'README.md'],
      ...licences,
    ]),
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

function addonManifest({ version, license, engines }, target) {
  const file = `jotmint.${target.name}.node`;
  return {
    name: `@jotmint/node-${target.name}`,
    version,
    description: `The native addon of jotmint for ${target.name}.`,
    license,
    engines,
    os: [target.os],
    cpu: [target.cpu],
    ...(target.libc === undefined ? {} : { libc: [target.libc] }),
    main: file,
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
