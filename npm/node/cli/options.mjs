/**
 * How a command says what it takes: for `parseArgs`, for its help, for completion.
 *
 * @typedef {object} Option
 * @property {'string' | 'boolean'} type
 * @property {string} [value] what stands for the value in the help; a FILE is completed as one
 * @property {string} [help]
 * @property {boolean} [multiple]
 * @property {string} [short]
 * @property {string[]} [choices]
 * @property {string} [alias] a second name
 *
 * @typedef {object} Command
 * @property {string} name
 * @property {string} summary
 * @property {string} examples lines for the help
 * @property {{ title: string, options: Record<string, Option> }[]} groups
 * @property {{ value: string, help: string, choices?: string[] }} [argument]
 * @property {string} [notes] the end of the help
 * @property {(values: object, argument: string | undefined) => Promise<number | void>} run returns
 *   its exit code where that is not 0
 */
import { parseArgs } from 'node:util';
import { UsageError } from './usage.mjs';

export const ALGORITHMS = [
  ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'ES256K', 'EdDSA', 'Ed25519'],
];

export const PROVIDERS = ['infura', 'neuron'];

const envFile = {
  type: 'string',
  value: 'FILE',
  help: 'where else variables are; default: .env, if it is here',
};

/** @param {string} kind what is to be in the file */
export const keyOptions = (kind) => ({
  key: { type: 'string', value: 'FILE', help: `${kind}; - reads standard input` },
  'key-env': {
    type: 'string',
    value: 'NAME',
    help: 'an environment variable that holds the key itself',
  },
  'env-file': envFile,
});

export const passphrase = {
  'passphrase-env': {
    type: 'string',
    value: 'NAME',
    help: 'a variable that holds its passphrase; a terminal is asked otherwise',
  },
};

export const output = {
  title: 'Output',
  options: {
    json: { type: 'boolean', help: 'for programs' },
    help: { type: 'boolean', short: 'h', help: 'this text' },
  },
};

/** @param {Command} command */
export function optionsOf({ groups }) {
  return Object.assign({}, ...groups.map(({ options }) => options));
}

/**
 * @param {Command} command
 * @param {string[]} args
 */
export function parse(command, args) {
  const options = optionsOf(command);
  const names = Object.entries(options).flatMap(([name, { type, multiple, short, alias }]) => {
    const known = { type, ...(multiple && { multiple }), ...(short && { short }) };
    return alias === undefined
      ? [[name, known]]
      : [
          [name, known],
          [alias, { type, ...(multiple && { multiple }) }],
        ];
  });
  const { values, positionals } = parseArgs({
    args,
    options: Object.fromEntries(names),
    strict: true,
    allowPositionals: true,
  });
  for (const [name, { alias, multiple }] of Object.entries(options)) {
    if (alias === undefined || values[alias] === undefined) continue;
    if (values[name] !== undefined && !multiple) {
      throw new UsageError(`--${name} and --${alias} are the same; give one of them`);
    }
    values[name] = multiple ? [...(values[name] ?? []), ...values[alias]] : values[alias];
    delete values[alias];
  }
  refuseUnknownChoice(options, values);
  if (positionals.length > (command.argument === undefined ? 0 : 1) && !values.help) {
    // It is not said which: a key or a passphrase may have got here.
    throw new UsageError('there is a word too many; was a name such as --key left out before it?');
  }
  return { values, argument: positionals[0] };
}

function refuseUnknownChoice(options, values) {
  for (const [name, { choices }] of Object.entries(options)) {
    if (choices === undefined) continue;
    const wrong = [values[name] ?? []].flat().some((value) => !choices.includes(value));
    if (wrong) throw new UsageError(`--${name} takes one of ${choices.join(', ')}`);
  }
}
