/** Help, from what the commands say of themselves. */
import { painter } from './terminal.mjs';

const COLUMN = 28;

/** @param {import('./options.mjs').Command[]} commands */
export function overview(commands) {
  const paint = painter(process.stdout);
  const rows = commands.map(({ name, summary }) => line(`jotmint ${name}`, summary));
  return `JSON Web Tokens: made, checked, explained.

${line('jotmint', 'a demonstration with keys made in memory')}
${rows.join('\n')}

${paint('bold', 'Examples')}
  jotmint keygen app --provider infura
  jotmint sign --provider infura --key app.private.pem --kid ID --expires-in 1h
  jotmint verify --key app.public.pem --audience infura.io TOKEN
  pbpaste | jotmint decode

\`jotmint COMMAND --help\` says what each takes. Exit codes: 0 yes, 1 the token or the key is
refused, 2 used wrongly.
`;
}

/** @param {import('./options.mjs').Command} command */
export function helpOf({ name, summary, examples, argument, groups, notes }) {
  const paint = painter(process.stdout);
  const sections = groups.map(({ title, options }) => {
    const rows = Object.entries(options).map(([option, said]) =>
      line(flag(option, said), said.help),
    );
    return `${paint('bold', title)}\n${rows.join('\n')}\n`;
  });
  return [
    `${paint('bold', `jotmint ${name}`)}: ${summary}.\n`,
    `${indented(examples)}\n`,
    ...(argument === undefined ? [] : [`${line(argument.value, argument.help)}\n`]),
    ...sections,
    ...(notes === undefined ? [] : [`${notes.trim()}\n`]),
  ].join('\n');
}

function flag(name, { value, alias, short, choices }) {
  const other = alias ? `, --${alias}` : '';
  const brief = short ? `, -${short}` : '';
  const what = value ?? (choices ? choices.join('|') : '');
  return `--${name}${other}${brief} ${what}`.trimEnd();
}

function line(left, right) {
  // Two blanks between the columns, or a line of its own.
  return left.length > COLUMN - 2
    ? `  ${left}\n  ${' '.repeat(COLUMN)}${right}`
    : `  ${left.padEnd(COLUMN)}${right}`;
}

function indented(text) {
  return text.trim().replace(/^/gm, '  ');
}
