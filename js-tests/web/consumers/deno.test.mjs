/** Deno, which may read the package's files and do nothing else. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { binary } from './binary.mjs';
import { checkMinted, project } from './project.mjs';

const deno = binary('@deno/linux-x64-glibc', 'deno');

const MAIN = `
import { program } from './program.mjs';
console.log(JSON.stringify(await program()));
`;

describe('Deno', { skip: deno.skip }, () => {
  it('runs a program', async () => {
    const folder = project({ 'main.mjs': MAIN });
    const { stdout, stderr } = await promisify(execFile)(
      deno.file,
      ['run', '--no-prompt', '--no-remote', '--cached-only', '--node-modules-dir=manual'].concat([
        `--allow-read=${folder}`,
        'main.mjs',
      ]),
      {
        cwd: folder,
        env: {
          ...process.env,
          DENO_DIR: join(folder, 'deno'),
          DENO_NO_UPDATE_CHECK: '1',
          NO_COLOR: '1',
        },
      },
    );
    assert.equal(stderr, '');
    await checkMinted(JSON.parse(stdout));
  });
});
