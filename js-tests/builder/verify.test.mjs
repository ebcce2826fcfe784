/** Verifying: with a public key, a secret or a JWKS; a verdict with its reason. */
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { it } from 'node:test';
import * as jose from 'jose';
import { files } from '../node/material.mjs';
import { onEachOrigin } from './page.mjs';

const SECRET = 'a secret that is long enough for HS256';
const FAR = 4_102_444_800;

const pair = (type, options) => generateKeyPairSync(type, options);
const PAIRS = {
  RS256: pair('rsa', { modulusLength: 2048 }),
  PS384: pair('rsa', { modulusLength: 2048 }),
  ES256: pair('ec', { namedCurve: 'P-256' }),
  ES384: pair('ec', { namedCurve: 'P-384' }),
  ES512: pair('ec', { namedCurve: 'P-521' }),
  EdDSA: pair('ed25519'),
};

const minted = (alg, claims = { sub: 'alice', exp: FAR }, header = {}) =>
  new jose.SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(PAIRS[alg].privateKey);
const pem = (alg) => PAIRS[alg].publicKey.export({ type: 'spki', format: 'pem' });

onEachOrigin('verifying', (open) => {
  it('tokens of jose, with the public key as PEM or JWK', async (t) => {
    const builder = await open(t);
    for (const alg of Object.keys(PAIRS)) {
      const jwk = JSON.stringify(PAIRS[alg].publicKey.export({ format: 'jwk' }));
      for (const key of [pem(alg), jwk]) {
        await builder.paste('token', await minted(alg));
        await builder.giveVerificationKey(key);
        await builder.verdictIs(new RegExp(`Signature verified[\\s\\S]*${alg}`));
      }
    }
  });

  it('with a certificate, or the private key’s file', async (t) => {
    const builder = await open(t);
    const key = createPublicKey(files['infura-ec.public.pem']);
    await builder.giveSigningKey(files['infura-ec.private.pem']);
    await builder.verdictIs(/Signature verified/);
    await jose.jwtVerify(await builder.token(), key);
    for (const name of ['infura-ec.certificate.pem', 'infura-ec.private.pem']) {
      await builder.giveVerificationKey(files[name]);
      await builder.verdictIs(/Signature verified/);
    }
    await builder.giveVerificationKey(files['secp384r1.public.pem']);
    await builder.verdictIs(/Wrong key for this token/);
  });

  it('with a secret', async (t) => {
    const builder = await open(t);
    const input = [{ alg: 'HS256' }, { sub: 'alice', exp: FAR }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac('sha256', SECRET).update(input).digest('base64url');
    await builder.paste('token', `${input}.${signature}`);
    await builder.giveVerificationKey(SECRET);
    await builder.button('Use it as an HMAC secret').click();
    await builder.verdictIs(/Signature verified[\s\S]*HS256/);
    await builder.paste(
      'token',
      `${input}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
    );
    await builder.verdictIs(/Signature does not fit/);
  });

  it('with a JWKS: the kid picks the key', async (t) => {
    const builder = await open(t);
    const keys = ['RS256', 'ES256'].map((alg) => ({
      ...PAIRS[alg].publicKey.export({ format: 'jwk' }),
      kid: alg,
      alg,
    }));
    await builder.giveVerificationKey(JSON.stringify({ keys }));
    await builder.page.getByText('A set of 2 keys').waitFor();
    for (const alg of ['RS256', 'ES256']) {
      await builder.paste('token', await minted(alg, { exp: FAR }, { kid: alg }));
      await builder.verdictIs(new RegExp(`Signature verified[\\s\\S]*${alg}`));
    }
    await builder.paste('token', await minted('ES256', { exp: FAR }, { kid: 'other' }));
    await builder.verdictIs(/No key of the set fits/);
  });

  it('with a JWKS that has no usable key: said', async (t) => {
    const builder = await open(t);
    await builder.giveVerificationKey('{"keys": [{"kty": "nonsense"}]}');
    await builder.verdictIs(/none of which can be used/);
  });

  it('a foreign signature does not fit, and says with which key it was checked', async (t) => {
    const builder = await open(t);
    await builder.paste('token', await minted('ES256'));
    await builder.verdictIs(/Signature does not fit[\s\S]*your signing key/);
    await builder.giveVerificationKey(pem('ES256'));
    await builder.verdictIs(/Signature verified/);
    await builder.page.getByRole('radio', { name: 'The signing key’s own other half' }).check();
    await builder.verdictIs(/Signature does not fit/);
  });

  it('expired, and not valid yet: said, with the signature that fits', async (t) => {
    const builder = await open(t);
    await builder.giveVerificationKey(pem('ES256'));
    const now = Math.floor(Date.now() / 1000);
    await builder.paste('token', await minted('ES256', { exp: now - 2 * 86_400 - 60 }));
    await builder.verdictIs(/Expired[\s\S]*The signature fits[\s\S]*2 days ago/);
    await builder.paste('token', await minted('ES256', { nbf: now + 7200, exp: FAR }));
    await builder.verdictIs(/Not valid yet[\s\S]*The signature fits/);
  });

  it('a token expires while it is looked at', async (t) => {
    const builder = await open(t);
    await builder.giveVerificationKey(pem('ES256'));
    const exp = Math.floor(Date.now() / 1000) + 3;
    await builder.paste('token', await minted('ES256', { exp }));
    await builder.verdictIs(/Signature verified/);
    await builder.verdictIs(/Expired/);
  });

  it('the public key as an HMAC secret: refused', async (t) => {
    const builder = await open(t);
    const input = [{ alg: 'HS256' }, { sub: 'mallory', exp: FAR }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac('sha256', pem('RS256')).update(input).digest('base64url');
    await builder.giveVerificationKey(pem('RS256'));
    await builder.paste('token', `${input}.${signature}`);
    await builder.verdictIs(/Wrong key for this token/);
  });

  it('without a key: not checked, and what to give', async (t) => {
    const builder = await open(t);
    await builder.paste('token', await minted('ES256'));
    await builder.page.getByRole('radio', { name: 'A public key, secret or JWKS' }).check();
    await builder.verdictIs(/Not checked[\s\S]*public key/);
  });
});
