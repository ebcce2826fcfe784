/** Claims and dates of the command line. */
import { readFile } from 'node:fs/promises';
import { standardInput } from './standard-input.mjs';
import { UsageError } from './usage.mjs';

/**
 * @param {string | undefined} said JSON, `@FILE` or `-`
 * @returns {Promise<Record<string, unknown>>}
 */
export async function claimsFrom(said) {
  if (said === undefined) return {};
  const text = (await textOf(said)).replace(/^\uFEFF/, '');
  const claims = parsed(text);
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new UsageError('--claims takes a JSON object, such as {"role":"admin"}');
  }
  refuseLongNumbers(text);
  return claims;
}

/** @returns seconds since 1970 */
export function dateFrom(said) {
  const seconds = /^\d+$/.test(said) ? Number(said) : Math.floor(Date.parse(said) / 1000);
  if (Number.isSafeInteger(seconds)) return seconds;
  throw new UsageError('--exp takes a date such as 2030-01-31T12:00:00Z, or seconds since 1970');
}

async function textOf(said) {
  if (said === '-') return (await standardInput('the claims')).toString();
  if (!said.startsWith('@')) return said;
  const file = said.slice(1);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') throw new UsageError(`there is no file ${file}`);
    throw new UsageError(`the claims cannot be read: ${error.message}`);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message repeats the text.
    throw new UsageError('--claims is no JSON; in a shell, put single quotes around it');
  }
}

/** JavaScript would round them in silence. */
function refuseLongNumbers(text) {
  const outsideTexts = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const isRounded = (number) => !/[.e]/i.test(number) && !Number.isSafeInteger(Number(number));
  if ((outsideTexts.match(/-?\d[\d.eE+-]*/g) ?? []).some(isRounded)) {
    throw new UsageError(
      '--claims has an integer above 2^53, which would be rounded; write it as a text',
    );
  }
}
