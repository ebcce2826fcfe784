/** The `jotmint` command: what it is given, which job that means, and how its failures are told. */
import { createRequire } from 'node:module';
import { JotError } from '../dist/index.mjs';
import { COMMANDS } from './commands.mjs';
import { demo } from './demo.mjs';
import { errorFor } from './failure.mjs';
import { helpOf, overview } from './help.mjs';
import { parse } from './options.mjs';
import { mint } from './sign.mjs';
import { printJson, remark } from './terminal.mjs';
import { Cancelled, UsageError } from './usage.mjs';

/** What a shell gives a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Exit codes: 0 yes, 1 the token or the key is refused, 2 called in a way that means nothing, or
 * what it needs is not to be had.
 *
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function run(args) {
  const [first, ...rest] = args;
  if (first === undefined) return attempt(undefined, demo);
  if (first === 'help' && rest.length > 0) return run([rest[0], '--help']);
  if (['help', '--help', '-h'].includes(first))
    return attempt(undefined, () => say(overview(COMMANDS)));
  if (first === '--version') return attempt(undefined, () => say(`${version()}\n`));
  if (first.startsWith('-')) return runCommand(mint, args);
  const command = COMMANDS.find(({ name }) => name === first);
  if (command === undefined) return attempt(undefined, () => refuse(first));
  return runCommand(command, rest);
}

/** @param {import('./options.mjs').Command} command */
function runCommand(command, args) {
  return attempt(
    command,
    async () => {
      const { values, argument } = parse(command, args);
      return values.help ? say(helpOf(command)) : command.run(values, argument);
    },
    args.includes('--json'),
  );
}

async function attempt(command, work, json = false) {
  try {
    return (await work()) ?? 0;
  } catch (error) {
    return failed(error, command, json);
  }
}

function failed(error, command, json) {
  if (error instanceof Cancelled) return INTERRUPTED;
  if (error instanceof JotError && command !== undefined) {
    const { exit, ...told } = errorFor(error, command);
    if (json) printJson({ error: told });
    else remark(`${told.message} (${told.code})`);
    return exit;
  }
  const help = command === undefined ? '' : `${command.name} `;
  if (error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS')) {
    remark(`${error.message}\nSee jotmint ${help}--help.`);
  } else {
    remark(`this failed: ${error.message}`);
  }
  return 2;
}

function say(text) {
  process.stdout.write(text);
}

function refuse(word) {
  // It is said again only where it cannot be a key, a token or a passphrase.
  const looksLikeOne = /^[a-z]{1,12}$/.test(word);
  throw new UsageError(looksLikeOne ? `there is no command ${word}` : 'this is no command');
}

function version() {
  return createRequire(import.meta.url)('../package.json').version;
}
