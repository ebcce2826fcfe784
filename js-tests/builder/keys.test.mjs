/** Keys: pasted, dropped, opened, made; what is mended is said, and what cannot be read says why. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import * as jose from 'jose';
import { importKey } from 'jotmint';
import { files } from '../node/material.mjs';
import { emptyFolder } from '../node/running.mjs';
import { onEachOrigin } from './page.mjs';

const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });

/** The token of the page, checked by jose with a public key of Node's. */
async function checked(builder, publicKey, alg) {
  await builder.verdictIs(/Signature verified/);
  const { protectedHeader } = await jose.jwtVerify(await builder.token(), publicKey);
  assert.equal(protectedHeader.alg, alg);
}

onEachOrigin('a key', (open) => {
  it('of openssl genrsa signs, and of openssl ecparam (SEC1)', async (t) => {
    const builder = await open(t);
    const rsa = openssl('genrsa', '2048').toString();
    await builder.giveSigningKey(rsa);
    await checked(builder, createPublicKey(rsa), 'RS256');
    const ec = openssl('ecparam', '-genkey', '-name', 'prime256v1', '-noout').toString();
    assert.match(ec, /BEGIN EC PRIVATE KEY/);
    await builder.giveSigningKey(ec);
    await checked(builder, createPublicKey(ec), 'ES256');
  });

  it('in any form signs: JWK, PKCS#1, with an EC PARAMETERS block', async (t) => {
    const builder = await open(t);
    const jwk = createPrivateKey(files['infura-ec.private.pem']).export({ format: 'jwk' });
    for (const [text, alg] of [
      [JSON.stringify(jwk), 'ES256'],
      [files['infura-rsa.pkcs1.pem'], 'RS256'],
      [files['infura-ec.parameters.pem'], 'ES256'],
      [files['ed25519.private.pem'], 'EdDSA'],
      [files['secp384r1.private.pem'], 'ES384'],
    ]) {
      await builder.giveSigningKey(text);
      const key = text.startsWith('{')
        ? createPublicKey({ key: jwk, format: 'jwk' })
        : createPublicKey(text);
      await builder.until(
        async () => jose.decodeProtectedHeader(await builder.token()).alg === alg,
      );
      await checked(builder, key, alg);
    }
  });

  it('dropped as a file, PEM or DER', async (t) => {
    const builder = await open(t);
    const der = importKey(files['infura-rsa.private.pem']).toDer();
    for (const bytes of [Buffer.from(files['infura-rsa.private.pem']), der]) {
      await builder.part('Signing key').getByRole('button', { name: 'Use another' }).click();
      await builder.drop('.key-input', { name: 'private.key', bytes });
      await checked(builder, createPublicKey(files['infura-rsa.public.pem']), 'RS256');
    }
  });

  it('opened from disk', async (t) => {
    const builder = await open(t);
    await builder.button('Use another').click();
    const file = join(emptyFolder(), 'key.pem');
    writeFileSync(file, files['infura-ec.private.pem']);
    const chooser = builder.page.waitForEvent('filechooser');
    await builder.button('Open a file').click();
    await (await chooser).setFiles(file);
    await checked(builder, createPublicKey(files['infura-ec.public.pem']), 'ES256');
  });

  it('that is encrypted asks for its passphrase', async (t) => {
    const builder = await open(t);
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const locked = privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'open sesame',
    });
    await builder.giveSigningKey(locked);
    await builder.page.getByText('The private key is encrypted. Type its passphrase.').waitFor();
    const passphrase = builder.field('Passphrase');
    assert.equal(await passphrase.getAttribute('type'), 'password');
    await passphrase.fill('open');
    await builder.page.keyboard.press('Enter');
    await builder.page.getByText(/the passphrase is wrong/).waitFor();
    await passphrase.fill('open sesame');
    await builder.button('Unlock').click();
    await checked(builder, publicKey, 'ES256');
  });

  it('that had to be mended says what was mended', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(files['infura-rsa.private.pem'].replaceAll('\n', '\\n'));
    await builder.page
      .getByText('Mended while reading: line breaks were written out as \\n')
      .waitFor();
    await checked(builder, createPublicKey(files['infura-rsa.public.pem']), 'RS256');
  });

  for (const [what, text, pattern] of [
    ['a certificate request', files['infura-rsa.request.pem'], /certificate request/],
    ['an OpenSSH key', files['foreign-openssh.pem'], /OpenSSH/],
    ['an Ed448 key', files['foreign-ed448.pem'], /Ed448/],
    ['a small RSA key', files['rsa-1024.private.pem'], /1024 bits; at least 2048/],
    ['half a PEM', files['infura-rsa.private.pem'].slice(0, 400), /PEM|END/],
    ['some JSON', '{"kty":"EC"}', /JWK/],
  ]) {
    it(`that cannot be used says why, and stays: ${what}`, async (t) => {
      const builder = await open(t);
      await builder.giveSigningKey(text);
      const problem = builder.page.locator('#signing-problem');
      await builder.until(async () => pattern.test(await problem.innerText()));
      assert.equal(await builder.field('Private key or secret').inputValue(), text);
      await builder.verdictIs(/Not signed/);
    });
  }

  it('that is public offers to verify with it', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(files['infura-ec.public.pem']);
    await builder.page.getByText(/This is a public key/).waitFor();
    await builder.button('Use it to verify').click();
    await builder.field('Private key or secret').waitFor();
    assert.match(await builder.part('Verify with').innerText(), /Public key on P-256/);
  });

  it('that is a secret signs as one, when the person says so', async (t) => {
    const builder = await open(t);
    const secret = 'a secret that is long enough for HS256';
    await builder.giveSigningKey(secret);
    await builder.page.getByText(/If it is the secret of an HS algorithm/).waitFor();
    await builder.button('Use it as an HMAC secret').click();
    await checked(builder, new TextEncoder().encode(secret), 'HS256');
  });

  it('that is a short secret is refused, with a way to take it', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey('your-256-bit-secret');
    await builder.button('Use it as an HMAC secret').click();
    await builder.page.getByText(/152 bits; at least 256/).waitFor();
    await builder.button('Take it as it is').click();
    await checked(builder, new TextEncoder().encode('your-256-bit-secret'), 'HS256');
  });
});

onEachOrigin('making a key', (open) => {
  for (const [name, alg, type] of [
    ['P-256 (ES256)', 'ES256', 'ec'],
    ['RSA 2048 (RS256)', 'RS256', 'rsa'],
    ['RSA 3072 (RS256)', 'RS256', 'rsa'],
    ['RSA 4096 (RS256)', 'RS256', 'rsa'],
    ['P-384 (ES384)', 'ES384', 'ec'],
    ['P-521 (ES512)', 'ES512', 'ec'],
    ['secp256k1 (ES256K)', 'ES256K', 'ec'],
    ['Ed25519 (EdDSA)', 'EdDSA', 'ed25519'],
  ]) {
    it(`${name}: signs, and both halves can be saved`, async (t) => {
      const builder = await open(t);
      await builder.makeKey(name);
      await builder.until(
        async () => jose.decodeProtectedHeader(await builder.token()).alg === alg,
      );
      await builder.verdictIs(/Signature verified/);
      const saved = {};
      for (const half of ['public', 'private']) {
        const download = builder.page.waitForEvent('download');
        await builder.button(`Download ${half} key`).click();
        const file = await download;
        assert.equal(file.suggestedFilename(), `${half}_key.pem`);
        saved[half] = readFileSync(await file.path(), 'utf8');
      }
      const publicKey = createPublicKey(saved.public);
      assert.equal(publicKey.asymmetricKeyType, type);
      assert.ok(publicKey.equals(createPublicKey(createPrivateKey(saved.private))));
      const key = importKey(saved.public);
      const facts = await builder.part('Signing key').innerText();
      assert.ok(facts.includes(key.fingerprint()) && facts.includes(key.thumbprint()));
      if (alg === 'ES256K') return; // jose has dropped it
      await jose.jwtVerify(await builder.token(), publicKey);
    });
  }

  for (const alg of ['HS256', 'HS384', 'HS512']) {
    it(`a secret for ${alg}`, async (t) => {
      const builder = await open(t);
      await builder.makeKey(`Secret, ${alg.slice(2)} bits (${alg})`);
      await builder.until(
        async () => jose.decodeProtectedHeader(await builder.token()).alg === alg,
      );
      const download = builder.page.waitForEvent('download');
      await builder.button('Download secret').click();
      const jwk = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
      await jose.jwtVerify(await builder.token(), await jose.importJWK(jwk, alg));
    });
  }

  it('does not freeze the page: RSA 4096', async (t) => {
    const builder = await open(t);
    await builder.field('Make a new one').selectOption({ label: 'RSA 4096 (RS256)' });
    // Frames go on being drawn while the key is made; how long it takes is nobody's business here.
    const longest = await builder.page.evaluate(async () => {
      const button = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'Make',
      );
      let frames = 0;
      const count = () => {
        frames += 1;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      button.click();
      await new Promise((resolve) => setTimeout(resolve, 0));
      const begun = frames;
      while (!document.querySelector('.facts-title')?.textContent.includes('4096')) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return frames - begun;
    });
    assert.ok(longest > 1, `${longest} frames were drawn`);
  });
});

onEachOrigin('the private key', (open) => {
  it('is masked until it is asked for, and masked again', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(files['infura-ec.private.pem']);
    await builder.verdictIs(/Signature verified/);
    const held = () => builder.page.evaluate(() => document.documentElement.outerHTML);
    const secret = importKey(files['infura-ec.private.pem']).toPem().split('\n')[1];
    assert.ok(!(await held()).includes(secret));
    await builder.button('Show the private key').click();
    await builder.page.getByText(secret).waitFor();
    await builder.button('Hide the private key').click();
    assert.ok(!(await held()).includes(secret));
  });

  it('is masked while it is typed', async (t) => {
    const builder = await open(t);
    await builder.button('Use another').click();
    const field = builder.field('Private key or secret');
    await field.fill('-----BEGIN PRIVATE KEY-----');
    const security = () => field.evaluate((area) => getComputedStyle(area).webkitTextSecurity);
    assert.equal(await security(), 'disc');
    await builder.field('Show what is typed').check();
    assert.equal(await security(), 'none');
  });

  it('can be had as a JWK', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(files['infura-ec.private.pem']);
    await builder.field('Format of the keys').selectOption('JWK');
    await builder.button('Copy public key').click();
    const jwk = JSON.parse(await builder.clipboard());
    assert.equal(jwk.d, undefined);
    assert.ok(
      createPublicKey({ key: jwk, format: 'jwk' }).equals(
        createPublicKey(files['infura-ec.public.pem']),
      ),
    );
  });
});
