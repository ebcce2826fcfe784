/** Variables of the environment and of an env file; those of the environment win, as dotenv has it. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { UsageError } from './usage.mjs';

const USUAL = '.env';

/**
 * @param {{ 'env-file'?: string }} values
 * @returns {(name: string) => string | undefined} the value, `undefined` where it is empty as well
 */
export function environment(values) {
  const file = values['env-file'];
  // A file that was named is to be there, whether or not anything of it is needed.
  let variables = file === undefined ? undefined : variablesOf(file);
  return (name) => {
    if (process.env[name]) return process.env[name];
    variables ??= variablesOf(USUAL);
    return Object.hasOwn(variables, name) && variables[name] ? variables[name] : undefined;
  };
}

/** The value of a variable that was named. */
export function variable(lookUp, name) {
  const value = lookUp(name);
  if (value !== undefined) return value;
  // Somebody may have put the value itself here; it is not said again.
  const isName = /^\w{1,100}$/.test(name);
  throw new UsageError(
    isName
      ? `the environment variable ${name} is not set, nor is it in the env file`
      : 'what is wanted is the name of an environment variable, never its value',
  );
}

function variablesOf(file) {
  try {
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error.code === 'ENOENT') {
      if (file === USUAL) return {};
      throw new UsageError(`there is no file ${file}`);
    }
    // A folder called .env, often a Python one, is none of ours.
    if (file === USUAL && error.code === 'EISDIR') return {};
    throw new UsageError(`the file ${file} cannot be read (${error.code})`);
  }
}
