/** The command, in front of the API. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { importKey } from 'jotmint';
import { packageFolder } from './addon.mjs';
import { files } from './material.mjs';
import { emptyFolder, node } from './running.mjs';

const folder = emptyFolder();
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
const program = join(packageFolder, 'bin', 'jotmint.mjs');
const jotmint = (args, options) => node([program, ...args], { cwd: folder, ...options });

const infura = ['--provider', 'infura', '--kid', 'the-id', '--expires-in', '1h'];
const neuron = ['--provider', 'neuron', '--issuer', 'ci-bot', '--expires-in', '7d'];
const address = '0x1937c5c515057553ccbd46d5866455ce66290284';

/** The claims of the token on the last line, checked by jose. */
async function checked({ status, stdout, stderr }, publicFile) {
  assert.deepEqual([status, stderr], [0, '']);
  assert.ok(stdout.endsWith('\n'));
  const token = stdout.trimEnd().split('\n').at(-1);
  const key = createPublicKey(files[publicFile]);
  const { payload, protectedHeader } = await jwtVerify(token, key);
  return { token, payload, header: protectedHeader };
}

describe('jotmint', () => {
  it('shows the whole way with keys of its own', async () => {
    const { status, stdout, stderr } = await jotmint([]);
    assert.deepEqual([status, stderr], [0, '']);
    const tokens = stdout.split('\n').filter((line) => /^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(line));
    assert.deepEqual(
      tokens.map((token) => decodeProtectedHeader(token).alg),
      ['RS256', 'ES256', 'RS256'],
    );
    const pems = stdout.match(/-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g);
    assert.equal(pems.length, 3);
    for (const [index, token] of tokens.entries())
      await jwtVerify(token, createPublicKey(pems[index]));
    for (const pem of pems.slice(0, 2)) assert.ok(stdout.includes(importKey(pem).fingerprint()));
    assert.deepEqual(
      tokens.map((token) => decodeJwt(token).aud),
      ['infura.io', 'infura.io', 'neuron'],
    );
    assert.match(stdout, /curl -X POST/);
    assert.match(stdout, /certs\/ci-bot\.pem/);
    assert.equal(stdout.trimEnd().split('\n').at(-1), tokens.at(-1));
    assert.ok(!stdout.includes('PRIVATE KEY'));
  });

  for (const [file, alg] of [
    ['infura-rsa', 'RS256'],
    ['infura-ec', 'ES256'],
  ]) {
    it(`mints for Infura: ${alg}`, async () => {
      const result = await jotmint([...infura, '--key', `${file}.private.pem`]);
      const { payload, header } = await checked(result, `${file}.public.pem`);
      assert.deepEqual(header, { alg, typ: 'JWT', kid: 'the-id' });
      assert.equal(payload.aud, 'infura.io');
      assert.equal(payload.exp - payload.iat, 3600);
      assert.ok(result.stdout.includes(files[`${file}.public.pem`].trim()));
      assert.ok(result.stdout.includes(importKey(files[`${file}.public.pem`]).fingerprint()));
      assert.ok(!result.stdout.includes('PRIVATE'));
    });
  }

  it('narrows the token', async () => {
    const lists = ['--method', 'eth_getBalance', '--method', 'eth_call', '--address', address];
    const more = ['--origin', 'https://*.example.com', '--user-agent', 'Mozilla'];
    const result = await jotmint([...infura, '--key', 'infura-ec.private.pem', ...lists, ...more]);
    const { payload } = await checked(result, 'infura-ec.public.pem');
    assert.deepEqual(payload.methods, ['eth_getBalance', 'eth_call']);
    assert.deepEqual(payload.addresses, [address]);
    assert.deepEqual(payload.origins, ['https://*.example.com']);
    assert.deepEqual(payload.user_agents, ['Mozilla']);
  });

  it('mints for Neuron', async () => {
    const result = await jotmint([...neuron, '--key', 'neuron.private.pem', '--user', 'me']);
    const { payload, header } = await checked(result, 'neuron.public.pem');
    assert.deepEqual(header, { alg: 'RS256', typ: 'JWT' });
    const { iat, exp, ...rest } = payload;
    assert.deepEqual(rest, { iss: 'ci-bot', aud: 'neuron', bodyEncode: 0, user: 'me' });
    assert.equal(exp - iat, 604_800);
    assert.match(result.stdout, /certs\/ci-bot\.pem/);
  });

  it('reads the key from a variable, from standard input, and with a passphrase', async () => {
    const pem = files['infura-ec.private.pem'];
    const byVariable = await jotmint([...infura, '--key-env', 'THE_KEY'], {
      env: { THE_KEY: pem },
    });
    await checked(byVariable, 'infura-ec.public.pem');
    const byInput = await jotmint([...infura, '--key', '-'], { input: pem });
    await checked(byInput, 'infura-ec.public.pem');
    const der = importKey(pem).toDer();
    await checked(await jotmint([...infura, '--key', '-'], { input: der }), 'infura-ec.public.pem');
    const locked = ['--key', 'infura-ec.encrypted.pem', '--passphrase-env', 'WORD'];
    const opened = await jotmint([...infura, ...locked], { env: { WORD: 'correct' } });
    await checked(opened, 'infura-ec.public.pem');
    const closed = await jotmint([...infura, ...locked], { env: { WORD: 'wrong' } });
    assert.equal(closed.status, 1);
    assert.match(closed.stderr, /passphrase.*ERR_KEY_PASSPHRASE/);
  });

  it('says what it mended, beside the output', async () => {
    const env = { THE_KEY: files['infura-ec.private.pem'].replaceAll('\n', '\\n') };
    const { status, stdout, stderr } = await jotmint([...infura, '--key-env', 'THE_KEY'], { env });
    assert.equal(status, 0);
    assert.match(stderr, /mended/);
    assert.equal(stdout.trimEnd().split('\n').at(-1).split('.').length, 3);
  });

  it('shows its help', async () => {
    for (const flag of ['--help', '-h']) {
      const { status, stdout, stderr } = await jotmint([flag]);
      assert.deepEqual([status, stderr], [0, '']);
      assert.match(stdout, /--provider infura/);
    }
  });

  const key = ['--key', 'infura-rsa.private.pem'];
  const refusals = [
    [
      'without a kid',
      ['--provider', 'infura', ...key, '--expires-in', '1h'],
      2,
      /--kid.*ERR_OPTION_MISSING/,
    ],
    ['with an empty kid', [...infura, ...key, '--kid', ''], 2, /--kid.*ERR_OPTION_INVALID/],
    [
      'without an expiry',
      ['--provider', 'infura', ...key, '--kid', 'k'],
      2,
      /--expires-in.*ERR_OPTION_MISSING/,
    ],
    [
      'with a bare number',
      [...infura, ...key, '--expires-in', '3600'],
      2,
      /--expires-in.*90s, 30m.*ERR_DURATION/,
    ],
    ['with no address', [...infura, ...key, '--address', '0x5'], 1, /ERR_PROVIDER_ADDRESS/],
    ['with a public key', [...infura, '--key', 'infura-rsa.public.pem'], 1, /ERR_KEY_KIND/],
    [
      'with a key on another curve',
      [...infura, '--key', 'secp384r1.private.pem'],
      1,
      /ERR_PROVIDER_ALGORITHM/,
    ],
    [
      'with a locked key',
      [...infura, '--key', 'infura-rsa.encrypted.pem'],
      1,
      /--passphrase-env NAME.*ERR_KEY_ENCRYPTED/,
    ],
    ['with a file that is no key', [...infura, '--key', 'fingerprints.txt'], 1, /ERR_KEY_/],
    [
      'without an issuer',
      ['--provider', 'neuron', ...key, '--expires-in', '1h'],
      2,
      /--issuer.*ERR_OPTION_MISSING/,
    ],
    ["with the file's ending", [...neuron, ...key, '--issuer', 'a.pem'], 1, /ERR_PROVIDER_ISSUER/],
    ['without a key', infura, 2, /--key/],
    ['with two keys', [...infura, ...key, '--key-env', 'X'], 2, /--key/],
    ['with a file that is not there', [...infura, '--key', 'none.pem'], 2, /no file none\.pem/],
    ['with a folder', [...infura, '--key', '.'], 2, /cannot be read/],
    ['with a variable that is not set', [...infura, '--key-env', 'NOT_SET'], 2, /NOT_SET/],
    ['without a provider', key, 2, /--provider/],
    ['for a provider that is none', [...key, '--provider', 'constructor'], 2, /--provider/],
    ['with a flag that is none', [...infura, ...key, '--colour'], 2, /--colour/],
    ['with a flag of the other provider', [...infura, ...key, '--issuer', 'a'], 2, /--issuer/],
    ['with a word too many', [...infura, ...key, 'word'], 2, /word/],
  ];
  for (const [name, args, exit, pattern] of refusals) {
    it(`refuses to mint ${name}`, async () => {
      const { status, stdout, stderr } = await jotmint(args);
      assert.deepEqual([status, stdout], [exit, '']);
      assert.match(stderr, /^jotmint: /);
      assert.match(stderr, pattern);
      assert.ok(!/\n\s+at /.test(stderr), 'no stack');
    });
  }
});
