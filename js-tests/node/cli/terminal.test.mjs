/** What a terminal gets: colours, dates in words, the filled-in request, and questions without echo. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { jwtVerify, SignJWT } from 'jose';
import { files } from '../material.mjs';
import { desk, hasTerminal, line, onTerminal } from './command.mjs';

const exp = Math.floor(Date.now() / 1000) + 3 * 3600 + 30;
const token = await new SignJWT({ sub: 'alice', exp })
  .setProtectedHeader({ alg: 'ES256' })
  .sign(createPrivateKey(files['infura-ec.private.pem']));
const RED = '\u001b[31m';
const isColoured = (text) => text.includes('\u001b[');

const { folder: cwd, jotmint } = desk('infura-ec.private.pem', 'infura-ec.encrypted.pem');
const locked = ['sign', '--key', 'infura-ec.encrypted.pem', '--sub', 'a', '--expires-in', '1h'];

async function lastLineIsToken(screen) {
  const last = stripVTControlCharacters(screen).trimEnd().split('\n').at(-1);
  return jwtVerify(last, createPublicKey(files['infura-ec.public.pem']));
}

describe('colours', { concurrency: true }, () => {
  it('are forced in a pipe, and refused', async () => {
    const decode = (env) => jotmint(['decode', token], { env });
    assert.ok(isColoured((await decode({ FORCE_COLOR: '1' })).stdout));
    for (const env of [
      { FORCE_COLOR: '0' },
      { FORCE_COLOR: undefined },
      { FORCE_COLOR: undefined, NO_COLOR: '1' },
    ]) {
      assert.ok(!isColoured((await decode(env)).stdout), JSON.stringify(env));
    }
  });

  it('show a date that stands against the token', async () => {
    const old = await new SignJWT({ exp: 1 })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(createPrivateKey(files['infura-ec.private.pem']));
    const env = { FORCE_COLOR: '1' };
    assert.ok((await jotmint(['decode', old], { env })).stdout.includes(RED));
    assert.ok(!(await jotmint(['decode', token], { env })).stdout.includes(RED));
  });

  it('are in no JSON', async () => {
    const { stdout } = await jotmint(['decode', '--json', token], { env: { FORCE_COLOR: '1' } });
    assert.ok(!isColoured(stdout));
  });
});

describe('a terminal', { concurrency: true, skip: !hasTerminal && 'no util-linux' }, () => {
  it('has colours and dates in words, unless NO_COLOR is set', async () => {
    // Node gives a CI that it does not know no colours.
    const terminal = { TERM: 'xterm-256color', CI: undefined, NO_COLOR: undefined };
    const env = { ...terminal, TZ: 'Europe/Paris', FORCE_COLOR: undefined };
    const { status, screen } = await onTerminal(line(['decode', token]), { cwd, env });
    assert.equal(status, 0);
    assert.ok(isColoured(screen));
    const utc = new Date(exp * 1000).toISOString().replace('.000Z', 'Z');
    assert.match(
      stripVTControlCharacters(screen),
      /exp +\d+ +\d+ \w+ \d{4}, [\d:]+ (CES?T|GMT\+\d)/,
    );
    assert.ok(screen.includes(`(${utc}), in 3 hours`), screen);
    const plain = await onTerminal(line(['decode', token]), {
      cwd,
      env: { ...env, NO_COLOR: '1' },
    });
    assert.ok(!isColoured(plain.screen));
  });

  it('shows the request for Infura with the variables of the tutorial', async () => {
    const { folder } = desk('infura-ec.private.pem');
    const variables =
      'JWT_KEY_ID=the-id\nINFURA_API_KEY=0123abcd\nINFURA_NETWORK_URL=https://sepolia.infura.io/v3/\n';
    writeFileSync(join(folder, '.env'), variables);
    const args = [
      'sign',
      '--provider',
      'infura',
      '--key',
      'infura-ec.private.pem',
      '--expires-in',
      '1h',
    ];
    const { status, screen } = await onTerminal(line(args), { cwd: folder });
    assert.equal(status, 0);
    assert.ok(screen.includes('"https://sepolia.infura.io/v3/0123abcd"'), screen);
    assert.equal((await lastLineIsToken(screen)).protectedHeader.kid, 'the-id');
    writeFileSync(join(folder, '.env'), 'JWT_KEY_ID=i\nINFURA_API_KEY="a$(touch b)"\n');
    assert.equal((await onTerminal(line(args), { cwd: folder })).status, 2);
  });

  it('asks for a passphrase, and does not show it', async () => {
    const answers = [['Passphrase', 'correct\r']];
    const { status, screen } = await onTerminal(line(locked), { cwd, answers });
    assert.equal(status, 0, screen);
    await lastLineIsToken(screen);
    assert.ok(!screen.includes('correct'));
    const wrong = await onTerminal(line(locked), { cwd, answers: [['Passphrase', 'wrong\r']] });
    assert.equal(wrong.status, 1);
    assert.match(wrong.screen, /ERR_KEY_PASSPHRASE/);
  });

  it('asks though standard input is the key and standard output a pipe', async () => {
    const piped = line(locked).replace("'infura-ec.encrypted.pem'", '-');
    const { status, screen } = await onTerminal(`cat infura-ec.encrypted.pem | ${piped} | cat`, {
      cwd,
      answers: [['Passphrase', 'correct\r']],
    });
    assert.equal(status, 0, screen);
    await lastLineIsToken(screen);
  });

  it('ends with Ctrl-C at the question, without a word', async () => {
    for (const keys of ['cor\u0003', '\u0004']) {
      const { status, screen } = await onTerminal(line(locked), {
        cwd,
        answers: [['Passphrase', keys]],
      });
      assert.equal(status, 130);
      assert.equal(stripVTControlCharacters(screen).trim(), 'Passphrase of the key:');
    }
  });

  it('encrypts a new key with what was said twice', async () => {
    const { folder } = desk();
    const make = (first, second) =>
      onTerminal(line(['keygen', 'app', '--encrypt']), {
        cwd: folder,
        answers: [
          ['Passphrase for the new key', `${first}\r`],
          ['The same again', `${second}\r`],
        ],
      });
    assert.equal((await make('sesame', 'sesam')).status, 2);
    assert.deepEqual(readdirSync(folder), []);
    const { status, screen } = await make('sesame', 'sesame');
    assert.equal(status, 0, screen);
    assert.ok(!screen.includes('sesame'));
    const key = readFileSync(join(folder, 'app.private.pem'));
    createPrivateKey({ key, passphrase: 'sesame' });
  });
});
