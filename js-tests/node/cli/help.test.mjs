/** Help, and what every command has in common. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { importKey } from 'jotmint';
import { packageFolder } from '../addon.mjs';
import { desk, line } from './command.mjs';

const inside = (name) => import(pathToFileURL(join(packageFolder, 'cli', name)));
const { COMMANDS } = await inside('commands.mjs');
const { ALGORITHMS, optionsOf } = await inside('options.mjs');
const { folder, jotmint } = desk('infura-ec.private.pem');

describe('help', { concurrency: true }, () => {
  it('names every command', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { status, stdout, stderr } = await jotmint(args);
      assert.deepEqual([status, stderr], [0, '']);
      for (const { name } of COMMANDS) assert.match(stdout, new RegExp(`^  jotmint ${name} `, 'm'));
    }
  });

  for (const command of COMMANDS) {
    it(`of ${command.name} has every option and examples`, async () => {
      const { status, stdout, stderr } = await jotmint([command.name, '--help']);
      assert.deepEqual([status, stderr], [0, '']);
      for (const [option, { alias, help }] of Object.entries(optionsOf(command))) {
        assert.match(stdout, new RegExp(`^  --${option}\\b.*`, 'm'));
        assert.ok(help && stdout.includes(help), option);
        if (alias) assert.match(stdout, new RegExp(`, --${alias} `));
      }
      assert.match(stdout, new RegExp(`^  .*jotmint ${command.name}`, 'm'));
      assert.deepEqual(
        stdout.split('\n').filter((row) => row.length > 120),
        [],
      );
      const { status: misused, stderr: told } = await jotmint([command.name, '--no-such-option']);
      assert.equal(misused, 2);
      assert.match(told, new RegExp(`--no-such-option[\\s\\S]*See jotmint ${command.name} --help`));
    });
  }

  it('knows the algorithms that the library knows', () => {
    const said = /known are (.*?)\. Names/.exec(
      failure(() => importKey('x', { algorithm: 'x' })).message,
    );
    assert.deepEqual(said[1].split(/, | or /), ALGORITHMS);
  });

  it('is there by its name as well', async () => {
    const [asked, named] = await Promise.all(
      [
        ['help', 'sign'],
        ['sign', '-h'],
      ].map((args) => jotmint(args)),
    );
    assert.deepEqual(asked, named);
  });

  it('has the version', async () => {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    assert.equal((await jotmint(['--version'])).stdout, `${version}\n`);
  });

  it('is where a word that is no command leads', async () => {
    const { status, stdout, stderr } = await jotmint(['frobnicate']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /no command frobnicate\nSee jotmint --help/);
  });
});

describe('an output that is not read', { concurrency: true }, () => {
  const sh = (command) =>
    new Promise((resolve) => {
      execFile(
        'bash',
        ['-c', `set -o pipefail; ${command}`],
        { cwd: folder },
        (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr }),
      );
    });
  const sign = line(['sign', '--key', 'infura-ec.private.pem', '--sub', 'a']);
  const skip = process.platform !== 'linux';

  for (const [name, command, exit] of [
    ['by a reader that has gone', `${sign} | true`, 0],
    ['because it is closed', `${sign} >&-`, 0],
    ['nor the errors', `${sign} --colour 2>&-`, 2],
    ['because the disk is full', `${sign} > /dev/full`, 2],
  ]) {
    it(`${name} brings no stack`, { skip }, async () => {
      const { status, stderr } = await sh(command);
      assert.equal(status, exit, stderr);
      assert.doesNotMatch(stderr, /\n\s+at |Error:/);
    });
  }
});

function failure(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}
