/** `jotmint completion`: for a shell, from the table of commands. */
import { UsageError } from './usage.mjs';

const SHELLS = ['bash', 'zsh', 'fish'];

/** @type {import('./options.mjs').Command} */
export const completion = {
  name: 'completion',
  summary: 'prints what a shell needs to complete these commands and their options',
  examples: `
eval "$(jotmint completion bash)"                                     # in ~/.bashrc
eval "$(jotmint completion zsh)"                                      # in ~/.zshrc, after compinit
jotmint completion fish > ~/.config/fish/completions/jotmint.fish`,
  argument: { value: 'SHELL', help: 'bash, zsh or fish', choices: SHELLS },
  groups: [
    { title: 'Options', options: { help: { type: 'boolean', short: 'h', help: 'this text' } } },
  ],
  async run(_values, shell) {
    if (!SHELLS.includes(shell)) throw new UsageError('name the shell: bash, zsh or fish');
    // Both know each other: this is a command as well.
    const { COMMANDS } = await import('./commands.mjs');
    const scripts = await import('./completion-scripts.mjs');
    process.stdout.write(scripts[shell](COMMANDS));
  },
};
