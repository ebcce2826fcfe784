/** Tokens that a browser mints verify in Node, by the addon and by jose, and the other way round. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import * as jose from 'jose';
import * as addon from 'jotmint';
import { files } from '../node/material.mjs';
import { kitOf } from '../suite/kit.mjs';
import { BROWSERS, launch, open } from './browser.mjs';
import { serveLibrary } from './library-page.mjs';

const { algorithms, keysOf } = kitOf(addon, { assert, files });
/** What jose has not. */
const OURS_ALONE = ['ES256K'];
const claims = { sub: 'alice', text: 'Grüße, 世界 🌍' };

const server = await serveLibrary();
const browsers = await Promise.all(BROWSERS.map(launch));
after(() => Promise.all([...browsers.map((browser) => browser.close()), server.close()]));

for (const browser of browsers) {
  const version = await browser.version();

  describe(`between Node and ${version}`, () => {
    let page;
    let errors;
    before(async () => {
      ({ page, errors } = await open(browser, server.origin));
      await page.evaluate(() => globalThis.jotmint.init());
    });

    for (const algorithm of algorithms) {
      const { signing, verifying } = keysOf(algorithm);
      // Bytes do not travel as such.
      const sent = (key) => (typeof key === 'string' ? key : [...key]);

      it(`${algorithm}: minted in the browser`, async () => {
        const tokens = await page.evaluate(
          async (claims, key, algorithm) => {
            const { sign, signAsync, importKey } = globalThis.jotmint;
            const material = typeof key === 'string' ? key : new Uint8Array(key);
            const options = { algorithm, expiresIn: '1h' };
            return [
              sign(claims, material, options),
              await signAsync(claims, material, options),
              await signAsync(claims, importKey(material, { algorithm }), options),
            ];
          },
          claims,
          sent(signing),
          algorithm,
        );
        assert.equal(tokens.length, 3);
        for (const token of tokens) {
          const { header, payload } = addon.verify(token, verifying, { algorithms: [algorithm] });
          assert.equal(header.alg, algorithm);
          assert.equal(payload.text, claims.text);
          if (!OURS_ALONE.includes(algorithm)) {
            const result = await jose.jwtVerify(token, joseKey(verifying));
            assert.equal(result.payload.text, claims.text);
          }
        }
      });

      it(`${algorithm}: verified in the browser`, async () => {
        const own = addon.sign(claims, signing, { algorithm });
        const tokens = [own];
        if (!OURS_ALONE.includes(algorithm)) {
          tokens.push(
            await new jose.SignJWT(claims)
              .setProtectedHeader({ alg: algorithm })
              .sign(joseKey(signing)),
          );
        }
        const damaged = own.slice(0, -8) + (own.at(-8) === 'A' ? 'B' : 'A') + own.slice(-7);
        const { texts, codes } = await page.evaluate(
          async (tokens, damaged, key, algorithm) => {
            const { verify, verifyAsync, importKey } = globalThis.jotmint;
            const material = typeof key === 'string' ? key : new Uint8Array(key);
            const options = { algorithms: [algorithm] };
            const texts = [];
            for (const token of tokens) {
              texts.push(verify(token, material, options).payload.text);
              texts.push((await verifyAsync(token, material, options)).payload.text);
              const imported = importKey(material, { algorithm });
              texts.push((await verifyAsync(token, imported, options)).payload.text);
            }
            const codeOf = (error) => error.code;
            const codes = [await verifyAsync(damaged, material, options).catch(codeOf)];
            try {
              codes.push(verify(damaged, material, options));
            } catch (error) {
              codes.push(error.code);
            }
            return { texts, codes };
          },
          tokens,
          damaged,
          sent(verifying),
          algorithm,
        );
        assert.deepEqual(texts, Array(tokens.length * 3).fill(claims.text));
        assert.deepEqual(codes, ['ERR_SIGNATURE_INVALID', 'ERR_SIGNATURE_INVALID']);
      });
    }

    it('leaves nothing in the console', () => assert.deepEqual(errors, []));
  });
}

function joseKey(key) {
  if (typeof key !== 'string') return key;
  return /PRIVATE/.test(key) ? createPrivateKey(key) : createPublicKey(key);
}
