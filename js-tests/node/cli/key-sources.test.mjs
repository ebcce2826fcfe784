/** Where a key may come from, and what is never said of it. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { jwtVerify } from 'jose';
import { files } from '../material.mjs';
import { desk } from './command.mjs';

const pem = files['infura-ec.private.pem'].trim();
const sub = ['sign', '--sub', 'a', '--expires-in', '1h'];

async function signs({ status, stdout, stderr }) {
  assert.equal(status, 0, stderr);
  await jwtVerify(stdout.trim(), createPublicKey(files['infura-ec.public.pem']));
}

/** A desk with an env file. */
function deskWith(text, name = '.env') {
  const made = desk('infura-ec.private.pem', 'infura-ec.encrypted.pem');
  writeFileSync(join(made.folder, name), text);
  return made;
}

describe('a key comes from', { concurrency: true }, () => {
  it('a file, standard input, a variable', async () => {
    const { jotmint } = desk('infura-ec.private.pem');
    await signs(await jotmint([...sub, '--key', 'infura-ec.private.pem']));
    await signs(await jotmint([...sub, '--key', '-'], { input: pem }));
    await signs(await jotmint([...sub, '--key-env', 'K'], { env: { K: pem } }));
  });

  for (const [name, text] of [
    ['on several lines', `K="${pem}"\nNEXT=1\n`],
    ['on several lines, in single quotes', `K='${pem}'\n`],
    ['on several lines, with CRLF', `A=1\r\nK="${pem.replaceAll('\n', '\r\n')}"\r\n`],
    ['on one line', `K="${pem.replaceAll('\n', '\\n')}"\n`],
    ['behind a byte-order mark', `\uFEFFK="${pem}"\n`],
    ['after export and a comment', `# the key\nexport K="${pem}" # here\n`],
  ]) {
    it(`.env, ${name}`, async () => {
      await signs(await deskWith(text).jotmint([...sub, '--key-env', 'K']));
    });
  }

  it('an env file of another name, which must be there', async () => {
    const { jotmint } = deskWith(`K="${pem}"`, 'my.env');
    await signs(await jotmint([...sub, '--key-env', 'K', '--env-file', 'my.env']));
    const none = await jotmint([...sub, '--key-env', 'K', '--env-file', 'none.env'], {
      env: { K: pem },
    });
    // Node 20 looks for this option itself, anywhere on the line, and ends with 9.
    assert.ok([2, 9].includes(none.status));
    assert.match(none.stderr, /none\.env/);
  });

  it('the environment before .env', async () => {
    await signs(await deskWith('K=wrong').jotmint([...sub, '--key-env', 'K'], { env: { K: pem } }));
  });

  it('.env with a passphrase', async () => {
    const { jotmint } = deskWith('WORD=correct');
    const args = ['--key', 'infura-ec.encrypted.pem', '--passphrase-env', 'WORD'];
    await signs(await jotmint([...sub, ...args]));
  });

  it('elsewhere where .env is a folder', async () => {
    const { folder, jotmint } = desk();
    mkdirSync(join(folder, '.env'));
    const { status, stderr } = await jotmint([...sub, '--key-env', 'K']);
    assert.equal(status, 2);
    assert.match(stderr, /variable K is not set/);
  });
});

describe('a key in the wrong place is not repeated', { concurrency: true }, () => {
  const { jotmint } = desk('infura-ec.private.pem');
  const inner = pem.split('\n')[1];
  const key = ['--key', 'infura-ec.private.pem'];
  for (const [name, args, pattern] of [
    ['as the name of a file', [`--key=${pem}`], /never the key itself/],
    [
      'as a long name of a file',
      ['--key', `${inner}${inner}${inner}${inner}${inner}`],
      /never the key/,
    ],
    ['as the name of a variable', [`--key-env=${pem}`], /never its value/],
    ['as a passphrase', [...key, '--passphrase-env', `${inner}+`], /never its value/],
    ['as a word', [...key, inner], /a word too many/],
  ]) {
    it(name, async () => {
      const { status, stdout, stderr } = await jotmint([...sub, ...args]);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, pattern);
      assert.ok(!stderr.includes(inner.slice(0, 20)));
    });
  }

  it('as a command', async () => {
    const { status, stderr } = await jotmint([inner]);
    assert.equal(status, 2);
    assert.ok(!stderr.includes(inner));
  });

  it('with a passphrase as an argument there is no such option', async () => {
    const { status, stderr } = await jotmint([...sub, ...key, '--passphrase=hunter2']);
    assert.equal(status, 2);
    assert.ok(!stderr.includes('hunter2'));
  });

  it('standard input is read for one thing', async () => {
    const { status, stderr } = await jotmint([...sub, '--key', '-', '--claims', '-'], {
      input: '{}',
    });
    assert.equal(status, 2);
    assert.match(stderr, /standard input/);
  });
});
