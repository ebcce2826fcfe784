/** Memory stays flat, whatever is done again and again. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('./programs/memory.mjs', import.meta.url));
const run = promisify(execFile);

/** What a round may leave behind: less than a few hundred bytes for each thing done in it. */
const ALLOWED = 200_000;

describe('memory stays flat', () => {
  for (const kind of [
    'keys imported',
    'keys made',
    'signers prepared',
    'verifiers prepared',
    'texts as keys',
    'tokens refused',
    'keys refused',
    'large tokens',
    'promises',
    'lists',
  ]) {
    it(kind, async () => {
      const { stdout } = await run(process.execPath, ['--expose-gc', program, kind]);
      assert.match(stdout, /^-?\d+$/);
      assert.ok(Number(stdout) < ALLOWED, `grew by ${stdout} bytes`);
    });
  }
});
