/**
 * `npm run pack`: the tarballs to publish, in dist/: `jotmint`, and the addon's package for this
 * machine. `npm install ./dist/*.tgz` in any folder gives a working package, without a registry.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { buildBuilder } from './builder.mjs';
import { isProgram, main, npm, root, say } from './run.mjs';
import { hostTarget } from './target.mjs';

const source = join(root, 'npm', 'node');
const dist = join(root, 'dist');

/** @returns {Promise<string[]>} the tarballs' paths */
export async function pack() {
  await build();
  await buildBuilder();
  rmSync(dist, { recursive: true, force: true });
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const target = hostTarget();
  const addon = addonManifest(manifest, target);
  const licences = readdirSync(root)
    .filter((name) => name.startsWith('LICENSE'))
    .map((name) => [root, name]);
  const stages = [
    // The addon packages stand in the published manifest only: nothing else may ask a registry for
    // what is built here. A release adds the ones of the other platforms.
    stage('jotmint', { ...manifest, optionalDependencies: { [addon.name]: addon.version } }, [
      ...manifest.files.map((name) => [source, name]),
      [root, 'README.md'],
      ...licences,
    ]),
    stage('addon', addon, [[source, addon.main], ...licences]),
  ];
  const output = await npm(['pack', '--json', `--pack-destination=${dist}`, ...stages], {
    capture: true,
  });
  rmSync(join(dist, 'stage'), { recursive: true });
  return packed(JSON.parse(output)).map(({ filename }) => {
    say(`dist/${filename}`);
    return join(dist, filename);
  });
}

/** npm 11 prints a list, later versions an object by package name. */
function packed(report) {
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

if (isProgram(import.meta.url)) main(pack);
