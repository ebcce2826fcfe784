/** Completion for each shell. Values that are files are the shell's own business. */
import { optionsOf } from './options.mjs';

/** @param {import('./options.mjs').Command[]} commands */
export function bash(commands) {
  const words = commands.map(
    (command) =>
      `    ${command.name}) words='${[...flagsOf(command).map(({ flag }) => flag), ...(command.argument?.choices ?? [])].join(' ')}' ;;`,
  );
  const values = commands.flatMap((command) =>
    flagsOf(command)
      .filter(({ type }) => type === 'string')
      // Where nothing is offered, `-o default` offers files.
      .map(
        ({ flag, choices = [] }) =>
          `    '${command.name} ${flag}') words='${choices.join(' ')}' ;;`,
      ),
  );
  return `_jotmint() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${words.join('\n')}
  esac
  case "\${COMP_WORDS[1]} $before" in
${values.join('\n')}
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word")); fi
}
complete -o default -F _jotmint jotmint
`;
}

/** @param {import('./options.mjs').Command[]} commands */
export function zsh(commands) {
  const names = commands.map(({ name, summary }) => `    ${quoted(`${name}:${zshText(summary)}`)}`);
  const cases = commands.map((command) => {
    const specs = flagsOf(command).map(({ flag, type, multiple, help, choices, value }) => {
      const action = choices ? `(${choices.join(' ')})` : value === 'FILE' ? '_files' : ' ';
      const takes = type === 'string' ? `:${zshText(value ?? 'value')}:${action}` : '';
      return quoted(`${multiple ? '*' : ''}${flag}[${zshText(help)}]${takes}`);
    });
    const { argument } = command;
    const own = argument?.choices
      ? [quoted(`1:${argument.value}:(${argument.choices.join(' ')})`)]
      : argument?.value === 'FILE'
        ? [quoted('1:FILE:_files')]
        : [];
    return `    ${command.name})\n      _arguments \\\n        ${[...specs, ...own].join(' \\\n        ')} ;;`;
  });
  return `#compdef jotmint
_jotmint() {
  local -a commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _jotmint ]]; then _jotmint "$@"; else compdef _jotmint jotmint; fi
`;
}

/** @param {import('./options.mjs').Command[]} commands */
export function fish(commands) {
  const lines = commands.flatMap((command) => {
    const here = `complete -c jotmint -n '__fish_seen_subcommand_from ${command.name}'`;
    const { argument } = command;
    return [
      `complete -c jotmint -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
      ...flagsOf(command).map(({ flag, short, type, help, choices, value }) => {
        const takes =
          type !== 'string'
            ? ''
            : choices
              ? ` -x -a '${choices.join(' ')}'`
              : value === 'FILE'
                ? ' -r -F'
                : ' -x';
        return `${here} -l ${flag.slice(2)}${short ? ` -s ${short}` : ''}${takes} -d ${quoted(help)}`;
      }),
      ...(argument?.choices ? [`${here} -a '${argument.choices.join(' ')}'`] : []),
      ...(argument?.value === 'FILE' ? [`${here} -F`] : []),
    ];
  });
  return `complete -c jotmint -f\n${lines.join('\n')}\n`;
}

/** With second names as options of their own. */
function flagsOf(command) {
  return Object.entries(optionsOf(command)).flatMap(([name, option]) => {
    const { alias } = option;
    const own = { ...option, flag: `--${name}` };
    return alias === undefined ? [own] : [own, { ...option, short: undefined, flag: `--${alias}` }];
  });
}

/** What means something in the specs of `_arguments` and `_describe`. */
function zshText(text) {
  return text.replace(/[[\]:\\]/g, '\\$&');
}

/** One word of a shell; fish takes `'\\''` as well. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
