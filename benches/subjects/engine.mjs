// The bare engine: the signature alone, with everything around it left out. A Rust program does it
// and measures itself, as asked by a line on its standard input; where it is not built, or lacks a
// row, there is a dash.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Socket } from 'node:net' */
/** @import { SelfTimed, Subject } from '../rows.mjs' */

const SUFFIX = process.platform === 'win32' ? '.exe' : '';
const PROGRAM = fileURLToPath(new URL(`../../target/release/engine${SUFFIX}`, import.meta.url));

/** What it says of a row it lacks. */
const NONE = '-';

/** @type {Subject} */
export default {
  name: 'engine',
  role: 'engine',
  algorithms: ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256', 'ES384'],
  tasks: {
    sign: ({ algorithm }) => timed(`sign:${algorithm}`),
    verify: ({ algorithm }) => timed(`verify:${algorithm}`),
    'sign-many': ({ algorithm }) => timed(`sign-many:${algorithm}`),
    'verify-many': ({ algorithm }) => timed(`verify-many:${algorithm}`),
  },
};

/**
 * @param {string} row
 * @returns {Promise<SelfTimed | undefined>}
 */
async function timed(row) {
  program ??= existsSync(PROGRAM) ? start() : async () => NONE;
  const ask = program;
  if ((await ask(`${row} 1`)) === NONE) {
    return undefined;
  }
  return {
    async slice(milliseconds) {
      const answer = await ask(`${row} ${milliseconds}`);
      const rate = Number(answer);
      if (!(rate > 0)) {
        throw new Error(`the engine's rate of ${row} is "${answer}"`);
      }
      return rate;
    },
  };
}

/** Asks the program, once it is started. @type {((line: string) => Promise<string>) | undefined} */
let program;

/**
 * @returns {(line: string) => Promise<string>}  its answer to a line
 */
function start() {
  const child = spawn(PROGRAM, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // It ends when its input does, at the end of this process, which need not wait for it.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  // Both ends of a pipe are sockets.
  const handles = /** @type {(ChildProcess | Socket)[]} */ ([child, child.stdin, child.stdout]);
  const wait = (/** @type {boolean} */ on) => {
    for (const handle of handles) {
      on ? handle.ref() : handle.unref();
    }
  };
  wait(false);

  return async (line) => {
    wait(true);
    child.stdin.write(`${line}\n`);
    const { done, value } = await answers.next();
    wait(false);
    if (done) {
      throw new Error(`${PROGRAM} has ended`);
    }
    return value.trim();
  };
}
