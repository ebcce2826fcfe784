/** The `jotmint` command: what it is given, which job that means, and how its failures are told. */
import { parseArgs } from 'node:util';
import { JotError } from '../dist/index.mjs';
import { builder } from './builder.mjs';
import { demo } from './demo.mjs';
import { gate } from './gate.mjs';
import { help, options } from './help.mjs';
import { mint } from './mint.mjs';
import { UsageError } from './usage.mjs';

/** Each reads its own arguments. */
const COMMANDS = new Map(Object.entries({ builder, gate }));

/** Exit codes: 0 done, 1 refused, 2 called in a way that means nothing. */
export async function run(args) {
  try {
    const command = COMMANDS.get(args[0]);
    if (command !== undefined) {
      await command(args.slice(1));
      return 0;
    }
    const { values } = parseArgs({ args, options, strict: true });
    if (values.help) process.stdout.write(help);
    else if (args.length === 0) await demo();
    else await mint(values);
    return 0;
  } catch (error) {
    if (error instanceof JotError) {
      process.stderr.write(`jotmint: ${inFlags(error)} (${error.code})\n`);
      return 1;
    }
    if (error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS')) {
      process.stderr.write(`jotmint: ${error.message}\nSee jotmint --help.\n`);
      return 2;
    }
    throw error;
  }
}

/** What to do, where the command line has another way than the API. */
const hints = {
  ERR_DURATION: 'Write 90s, 30m, 1h or 7d.',
  ERR_KEY_ENCRYPTED:
    'Put its passphrase into an environment variable and name that: --passphrase-env NAME.',
};

/** The message with options and claims called by the names they have on the command line. */
function inFlags(error) {
  const names = { keyid: 'kid', expiresIn: 'expires-in', iss: 'issuer' };
  const flagOf = (name) => names[name] ?? name;
  const hinted = error.message.replace(error.hint, hints[error.code] ?? error.hint);
  return hinted.replace(/ption `(\w+)`/g, (whole, name) =>
    flagOf(name) in options ? `ption --${flagOf(name)}` : whole,
  );
}
