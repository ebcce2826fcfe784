/** The token of the command line, without what people copy along with it. */
import { standardInput } from './standard-input.mjs';
import { remark } from './terminal.mjs';
import { UsageError } from './usage.mjs';

/**
 * @param {string | undefined} argument the token, or `-`
 * @returns {Promise<string>}
 */
export async function tokenFrom(argument) {
  if (argument === undefined && process.stdin.isTTY) {
    throw new UsageError('give the token, or - to read it from standard input');
  }
  const fromInput = argument === undefined || argument === '-';
  const text = fromInput ? (await standardInput('the token')).toString() : argument;
  const token = bare(text.replace(/^\uFEFF/, '').trim());
  if (token === '') {
    throw new UsageError('the token is empty; if it comes from a variable, check that it is set');
  }
  return token;
}

function bare(text) {
  const [, quote, inner] = /^(["'`])([\s\S]*)\1$/.exec(text) ?? [];
  if (quote !== undefined) {
    remark('the quotes around the token are no part of it; they are left out');
    return bare(inner.trim());
  }
  const [before] =
    /^(authorization:\s*)?bearer\s+/i.exec(text) ?? /^authorization:\s*/i.exec(text) ?? [];
  if (before === undefined) return text;
  remark(`\`${before.trimEnd()} \` before the token is no part of it; it is left out`);
  return bare(text.slice(before.length).trim());
}
