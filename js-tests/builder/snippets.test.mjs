/** The code that can be copied makes this very token. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import * as jose from 'jose';
import { importKey } from 'jotmint';
import { packageFolder } from '../node/addon.mjs';
import { files } from '../node/material.mjs';
import { emptyFolder, node } from '../node/running.mjs';
import { onEachOrigin } from './page.mjs';

const KEY_ID = '42f5184e315e40d4b79325778691093a';

/** A folder with the package and a key, as somebody has who copies code. */
function folderWith(name, text) {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(packageFolder, join(folder, 'node_modules', 'jotmint'));
  writeFileSync(join(folder, name), text);
  return folder;
}

async function copied(builder, title) {
  await builder.page.getByRole('tab', { name: title }).click();
  await builder.button(`Copy ${title} code`).click();
  return builder.clipboard();
}

/** What a program prints last. */
async function printed(folder, program) {
  writeFileSync(join(folder, 'mint.mjs'), program);
  const { status, stdout, stderr } = await node(['mint.mjs'], { cwd: folder });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout.trim();
}

const RSA = files['infura-rsa.private.pem'];

onEachOrigin('code to copy', (open) => {
  for (const [what, provider, prepare, call] of [
    ['a plain token', 'Plain JWT', async () => {}, 'sign('],
    [
      'a token for Infura',
      'Infura',
      async (builder) => {
        await builder.field('Key ID kid').fill(KEY_ID);
        await builder.field('Methods methods').first().fill('eth_call');
        await builder.page.keyboard.press('Enter');
      },
      'infura.sign(',
    ],
    ['a token for Neuron', 'Neuron', async () => {}, 'neuron.sign('],
    [
      'a token with a number that JavaScript does not have',
      'Plain JWT',
      (builder) =>
        builder.paste(
          'payload',
          '{"exp": 4102444800, "iat": 7, "text": "it\'s `$x` \\"q\\"", "n": 12345678901234567890}',
        ),
      'jws.sign(',
    ],
  ]) {
    it(`for Node: ${what}`, async (t) => {
      const builder = await open(t);
      await builder.giveSigningKey(RSA);
      await builder.button(provider).click();
      await prepare(builder);
      await builder.verdictIs(/Signature verified/);
      const program = await copied(builder, 'Node');
      const made = await printed(folderWith('private_key.pem', RSA), program);
      const said = (token) => [jose.decodeProtectedHeader(token), jose.decodeJwt(token)];
      assert.deepEqual(said(made), said(await builder.token()));
      assert.ok(program.includes(`= ${call}`), program);
      assert.ok(!program.includes('PRIVATE KEY'));
    });
  }

  it('for Node, with a secret', async (t) => {
    const builder = await open(t);
    await builder.makeKey('Secret, 256 bits (HS256)');
    await builder.verdictIs(/HS256/);
    const program = await copied(builder, 'Node');
    await builder.button('Copy secret').click();
    const folder = folderWith('secret.jwk', await builder.clipboard());
    assert.equal(await printed(folder, program), await builder.token());
  });

  it('for the command line: Infura', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(RSA);
    await builder.button('Infura').click();
    await builder.field('Key ID kid').fill(KEY_ID);
    await builder.field('Methods methods').first().fill('eth_call');
    await builder.page.keyboard.press('Enter');
    await builder.field('User agents user_agents').first().fill("it's; $(rm) `x`");
    await builder.page.keyboard.press('Enter');
    await builder.tokenSays(({ user_agents }) => user_agents !== undefined);
    const command = await copied(builder, 'Command line');
    const folder = folderWith('private_key.pem', RSA);
    const run = command.replace(
      /^npx jotmint/,
      `"${process.execPath}" node_modules/jotmint/bin/jotmint.mjs`,
    );
    const token = execFileSync('sh', ['-c', run], { cwd: folder })
      .toString()
      .trim()
      .split('\n')
      .at(-1);
    const key = createPublicKey(files['infura-rsa.public.pem']);
    const { payload, protectedHeader } = await jose.jwtVerify(token, key);
    const own = await builder.json('payload');
    assert.equal(protectedHeader.kid, KEY_ID);
    assert.deepEqual(
      { ...payload, iat: 0, exp: payload.exp - payload.iat },
      { ...own, iat: 0, exp: own.exp - own.iat },
    );
  });

  it('for the command line: Neuron, and plain', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(RSA);
    const folder = folderWith('private_key.pem', RSA);
    const run = (command) => {
      const text = command.replace(
        /^npx jotmint/,
        `"${process.execPath}" node_modules/jotmint/bin/jotmint.mjs`,
      );
      return execFileSync('sh', ['-c', text], { cwd: folder }).toString().trim().split('\n').at(-1);
    };
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    const { iss, aud } = jose.decodeJwt(run(await copied(builder, 'Command line')));
    assert.deepEqual([iss, aud], ['jotmint', 'neuron']);
    await builder.button('Plain JWT').click();
    await builder.tokenSays(({ sub }) => sub === 'alice');
    await builder.verdictIs(/Signature verified/);
    assert.equal(run(await copied(builder, 'Command line')), await builder.token());
  });

  it('every copy button copies what it names', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(RSA);
    await builder.verdictIs(/RS256/);
    const key = importKey(RSA);
    for (const [button, text] of [
      ['Copy token', await builder.token()],
      ['Copy header', await builder.text('header')],
      ['Copy payload', await builder.text('payload')],
      ['Copy fingerprint', key.fingerprint()],
      ['Copy thumbprint', key.thumbprint()],
      ['Copy public key', key.publicKey().toPem()],
      ['Copy private key', key.toPem()],
    ]) {
      await builder.button(button).click();
      assert.equal(await builder.clipboard(), text, button);
    }
  });
});
