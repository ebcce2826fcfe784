/** Standard input, which can be read once. */
import { buffer } from 'node:stream/consumers';
import { UsageError } from './usage.mjs';

let takenFor;

/**
 * @param {string} what it is read for, in a message
 * @returns {Promise<Buffer>}
 */
export async function standardInput(what) {
  if (takenFor !== undefined) {
    throw new UsageError(`standard input is ${takenFor} already; ${what} needs another place`);
  }
  takenFor = what;
  return buffer(process.stdin);
}
