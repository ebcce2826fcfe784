/** A passphrase, asked for on the terminal without echo. */
import { openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { Cancelled } from './usage.mjs';

/** Whether there is somebody to ask. Standard input may be busy with a key or a token. */
export function canAsk() {
  return process.stderr.isTTY === true;
}

/**
 * @param {string} question
 * @returns {Promise<string>}
 */
export async function ask(question) {
  const input = terminal();
  // What readline would echo goes nowhere.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  try {
    process.stderr.write(question);
    return await new Promise((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('SIGINT', () => reject(new Cancelled()));
      lines.once('close', () => reject(new Cancelled()));
      input.once('error', () => reject(new Cancelled()));
    });
  } finally {
    lines.close();
    if (input !== process.stdin) input.destroy();
    process.stderr.write('\n');
  }
}

function terminal() {
  if (process.stdin.isTTY) return process.stdin;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    throw new Cancelled();
  }
}
