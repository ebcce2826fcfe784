/** What is left of a secret in the process's memory. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('./programs/traces.mjs', import.meta.url));
const run = promisify(execFile);

/** Linux shows a process its memory. Where SHA-256 has no instructions, ring may serve, and wipes less. */
const isShown =
  process.platform === 'linux' && /\bsha_ni\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));

describe('a secret leaves no traces', () => {
  // Shorter than a block of SHA-256, as long, and longer: then it is hashed first.
  for (const length of isShown ? [32, 64, 200] : []) {
    it(`of ${length} bytes`, async () => {
      const { stdout } = await run(process.execPath, ['--expose-gc', program, String(length)]);
      const { held, gone } = JSON.parse(stdout);
      assert.deepEqual(held, { secret: 1, inner: 0, outer: 0 }, 'while its key lives');
      assert.deepEqual(gone, { secret: 0, inner: 0, outer: 0 }, 'when its key is gone');
    });
  }
});
