/** `npm run lint`: form and habits of the JavaScript and Rust sources. `--write` mends what it can. */
import { requireDependencies } from './dependencies.mjs';
import { bin, isProgram, main, run } from './run.mjs';

export async function biome({ write = false } = {}) {
  await bin('biome', ['check', '--error-on-warnings', ...(write ? ['--write'] : [])]);
}

export async function rustfmt({ write = false } = {}) {
  await run('cargo', ['fmt', '--all', ...(write ? [] : ['--check'])]);
}

export async function clippy() {
  await run('cargo', ['clippy', '--workspace', '--all-targets', '--locked', '--', '-Dwarnings']);
}

if (isProgram(import.meta.url)) {
  main(async () => {
    const write = process.argv.includes('--write');
    await requireDependencies();
    await biome({ write });
    await rustfmt({ write });
    if (!write) await clippy();
  });
}
