/** The API's failures in the words of the command line. */
import { optionsOf } from './options.mjs';

/** What to do, where the command line has another way than the API. */
const HINTS = {
  ERR_DURATION: 'Write 90s, 30m, 1h or 7d.',
  ERR_KEY_ENCRYPTED:
    'Put its passphrase into an environment variable and name that: --passphrase-env NAME.',
  ERR_KEY_TOO_SMALL: 'Make a new one: jotmint keygen.',
  ERR_KEY_FORMAT: 'A text is a secret only where an HS algorithm is named: --algorithm HS256.',
};

/** Where the command line has another name than the API. */
const FLAGS = {
  keyid: 'kid',
  iss: 'issuer',
  algorithms: 'algorithm',
  requiredClaims: 'require',
  modulusLength: 'bits',
};

/** What is about the call and not about the token or the key. */
const MISUSE = /^ERR_(OPTION_|DURATION$|ALGORITHM_UNKNOWN$)/;

/**
 * @param {import('../dist/index.mjs').JotError} error
 * @param {import('./options.mjs').Command} command
 */
export function errorFor(error, command) {
  const { code } = error;
  const isKeyId = code === 'ERR_OPTION_MISSING' && error.reason === 'keyid';
  const hint = isKeyId ? 'Give it with --kid, or set JWT_KEY_ID.' : (HINTS[code] ?? error.hint);
  const message =
    error.hint === undefined ? error.message : error.message.replace(error.hint, () => hint);
  return {
    code,
    message: inFlags(message, command),
    ...(hint !== undefined && { hint: inFlags(hint, command) }),
    exit: MISUSE.test(code) ? 2 : 1,
  };
}

/** Options called by the names they have on the command line. */
export function inFlags(text, command) {
  const options = optionsOf(command);
  const flagOf = (name) =>
    FLAGS[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const isFlag = (name) => Object.hasOwn(options, flagOf(name));
  return text
    .replace(/(\boption |\bsign with )`(\w+)`/gi, (whole, before, name) =>
      isFlag(name) ? `${before}--${flagOf(name)}` : whole,
    )
    .replace(/`([a-z]+[A-Z]\w*)`/g, (whole, name) => (isFlag(name) ? `--${flagOf(name)}` : whole));
}
