/** Completion, as the shells themselves do it. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { desk } from './command.mjs';

const { folder, jotmint } = desk();
const has = (shell) => spawnSync(shell, ['--version']).status === 0;

async function script(shell) {
  const { status, stdout, stderr } = await jotmint(['completion', shell]);
  assert.deepEqual([status, stderr], [0, '']);
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, stdout);
  return path;
}

const COMMANDS = [
  ...['builder', 'completion', 'decode', 'diagnose', 'fingerprint'],
  ...['gate', 'keygen', 'sign', 'verify'],
];

describe('completion', () => {
  it('in bash', { skip: !has('bash') }, async () => {
    const path = await script('bash');
    const completed = (...words) => {
      const program = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _jotmint; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-eu', '-c', program, 'bash', path, 'jotmint', ...words], {
        encoding: 'utf8',
      })
        .split('\n')
        .filter(Boolean);
    };
    assert.deepEqual(
      completed('')
        .filter((word) => !word.startsWith('-'))
        .sort(),
      COMMANDS,
    );
    assert.deepEqual(completed('fin'), ['fingerprint']);
    assert.deepEqual(completed('sign', '--exp'), ['--expires-in', '--exp']);
    assert.deepEqual(completed('sign', '--provider', ''), ['infura', 'neuron']);
    assert.deepEqual(completed('verify', '--key', 'x', '--algorithm', 'ES25'), ['ES256', 'ES256K']);
    assert.deepEqual(completed('verify', '--aud'), ['--audience', '--aud']);
    assert.deepEqual(completed('completion', 'z'), ['zsh']);
    // Nothing here means files there.
    assert.deepEqual(completed('sign', '--key', ''), []);
    const said = execFileSync('bash', ['-c', 'source "$1"; complete -p jotmint', 'bash', path], {
      encoding: 'utf8',
    });
    assert.match(said, /-o default .*-F _jotmint jotmint/);
  });

  it('in zsh', { skip: !has('zsh') }, async () => {
    const path = await script('zsh');
    // What its completion would be asked for, one after another.
    const program = `
      compdef() { : }
      _describe() { print -l -- "$\{(@)commands}" }
      _arguments() { print -l -- "$@" }
      source $1; shift
      words=("$@"); CURRENT=$#; _jotmint`;
    const asked = (...words) =>
      execFileSync('zsh', ['-f', '-c', program, 'zsh', path, 'jotmint', ...words], {
        encoding: 'utf8',
      });
    const names = asked('')
      .trim()
      .split('\n')
      .map((row) => row.split(':')[0]);
    assert.deepEqual(names.sort(), COMMANDS);
    assert.match(asked('sign', ''), /^--key\[.*\]:FILE:_files$/m);
    assert.match(asked('sign', ''), /^--provider\[.*\]:infura\|neuron:\(infura neuron\)$/m);
    assert.match(asked('sign', ''), /^\*--method\[/m);
  });

  it('in fish', { skip: !has('fish') }, async () => {
    const path = await script('fish');
    const completed = (typed) =>
      execFileSync(
        'fish',
        ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', path, typed],
        { encoding: 'utf8' },
      )
        .trim()
        .split('\n')
        .map((row) => row.split('\t')[0]);
    assert.deepEqual(completed('jotmint ').sort(), COMMANDS);
    assert.deepEqual(completed('jotmint sign --expires'), ['--expires-in']);
    assert.deepEqual(completed('jotmint sign --provider '), ['infura', 'neuron']);
    assert.deepEqual(completed('jotmint completion z'), ['zsh']);
  });

  it('knows no other shell', async () => {
    for (const args of [[], ['tcsh']]) {
      const { status, stderr } = await jotmint(['completion', ...args]);
      assert.equal(status, 2);
      assert.match(stderr, /bash, zsh or fish/);
    }
  });
});
