/** A link holds the token and the public key, after its `#`; never what is secret. */
import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { it } from 'node:test';
import * as jose from 'jose';
import { importKey } from 'jotmint';
import { files } from '../node/material.mjs';
import { onEachOrigin } from './page.mjs';

/** The link that the page gives. */
async function link(builder) {
  await builder.button('Share').click();
  await builder.button('Copy link').click();
  const text = await builder.clipboard();
  await builder.button('Close').click();
  return text;
}

const parts = (address) => new URLSearchParams(new URL(address).hash.slice(1));

onEachOrigin('a link', (open) => {
  it('holds the token and the public key, and opens with a note', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(files['infura-rsa.private.pem']);
    await builder.verdictIs(/Signature verified[\s\S]*RS256/);
    const address = await link(builder);
    assert.deepEqual([...parts(address).keys()], ['token', 'key']);
    assert.equal(parts(address).get('token'), await builder.token());
    const jwk = JSON.parse(parts(address).get('key'));
    assert.deepEqual(
      Object.keys(jwk).filter((name) => 'dpqi'.includes(name[0])),
      [],
    );
    assert.ok(
      createPublicKey({ key: jwk, format: 'jwk' }).equals(
        createPublicKey(files['infura-rsa.public.pem']),
      ),
    );

    const other = await open(t, { hash: new URL(address).hash });
    other.watched.requests.fill(other.watched.requests[0].replace(/#.*/, ''));
    await other.verdictIs(/Signature verified/);
    assert.equal(await other.token(), await builder.token());
    const note = other.page.getByText(/came with a link/);
    await note.waitFor();
    assert.match(await note.innerText(), /not whose they are/);
    const fingerprint = importKey(files['infura-rsa.public.pem']).fingerprint();
    assert.ok((await other.part('Verify with').innerText()).includes(fingerprint));
    await other.button('Close this note').click();
    await note.waitFor({ state: 'detached' });
  });

  it('never holds a secret', async (t) => {
    const builder = await open(t);
    await builder.makeKey('Secret, 256 bits (HS256)');
    await builder.verdictIs(/Signature verified[\s\S]*HS256/);
    const address = await link(builder);
    assert.deepEqual([...parts(address).keys()], ['token']);
  });

  it('of a JWKS with private keys holds their public halves alone', async (t) => {
    const builder = await open(t);
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const token = await new jose.SignJWT({ sub: 'a' })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    const keys = [
      privateKey.export({ format: 'jwk' }),
      { kty: 'oct', k: 'A'.repeat(43), alg: 'HS256' },
    ];
    await builder.paste('token', token);
    await builder.giveVerificationKey(JSON.stringify({ keys }));
    await builder.verdictIs(/Signature verified/);
    const shared = JSON.parse(parts(await link(builder)).get('key'));
    assert.equal(shared.keys.length, 1);
    assert.equal(shared.keys[0].d, undefined);
    assert.equal(shared.keys[0].x, publicKey.export({ format: 'jwk' }).x);
  });

  it('that holds a private key: not taken, said, and out of the address', async (t) => {
    const jwk = importKey(files['infura-ec.private.pem']).toJwk();
    const hash = `#${new URLSearchParams({ token: 'a.b.c', key: JSON.stringify(jwk) })}`;
    const builder = await open(t, { hash });
    await builder.page.getByText(/The link held a private key/).waitFor();
    assert.equal(await builder.page.evaluate(() => location.hash), '');
    assert.equal(await builder.page.locator('[id=verification-key]').inputValue(), '');
  });

  it('opened in the same tab takes effect', async (t) => {
    const builder = await open(t);
    const first = await link(builder);
    await builder.page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(first).hash);
    await builder.page.getByText(/came with a link/).waitFor();
    assert.equal(await builder.token(), parts(first).get('token'));
  });

  it('that holds nonsense does no harm', async (t) => {
    for (const hash of ['#token=%%%', '#token=', '#key=x', '#token=a.b.c&key={"keys":1}', '#x']) {
      const builder = await open(t, { hash });
      await builder.until(() => builder.verdict());
    }
  });
});
