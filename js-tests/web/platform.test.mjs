/** What the page's platform does for the WebAssembly, and what happens where it cannot. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { files } from '../node/material.mjs';
import { BROWSERS, launch, open } from './browser.mjs';
import { serveLibrary } from './library-page.mjs';

const server = await serveLibrary();
const browsers = await Promise.all(BROWSERS.map(launch));
after(() => Promise.all([...browsers.map((browser) => browser.close()), server.close()]));

const pems = {
  rsa: files['infura-rsa.private.pem'],
  rsaPublic: files['infura-rsa.public.pem'],
  ec: files['infura-ec.private.pem'],
  ecPublic: files['infura-ec.public.pem'],
  k1: files['secp256k1.private.pem'],
  k1Public: files['secp256k1.public.pem'],
};

for (const browser of browsers) {
  const version = await browser.version();

  /** Runs a function in a page that has the library loaded. */
  async function inPage(work, { origin = server.origin } = {}) {
    const { page, errors } = await open(browser, origin);
    try {
      return await page.evaluate(work, pems);
    } finally {
      await page.close();
      assert.deepEqual(errors, []);
    }
  }

  describe(`WebCrypto in ${version}`, () => {
    it('signs and checks in asynchronous calls, with each key imported once', async () => {
      const calls = await inPage(async ({ rsa, rsaPublic, ec, ecPublic, k1, k1Public }) => {
        const api = globalThis.jotmint;
        await api.init();
        const calls = {};
        for (const name of ['importKey', 'sign', 'verify', 'generateKey']) {
          const own = crypto.subtle[name].bind(crypto.subtle);
          crypto.subtle[name] = (...given) => {
            calls[name] = (calls[name] ?? 0) + 1;
            return own(...given);
          };
        }
        for (const [key, publicKey] of [
          [rsa, rsaPublic],
          [ec, ecPublic],
          [k1, k1Public],
        ]) {
          const keys = [api.importKey(key), api.importKey(publicKey)];
          for (let count = 0; count < 3; count += 1) {
            const token = await api.signAsync({ count }, keys[0]);
            await api.verifyAsync(token, keys[1]);
            const bytes = await api.jws.signAsync('x', keys[0]);
            await api.jws.verifyAsync(bytes, keys[1]);
          }
        }
        await api.generateKeyPairAsync('ES384');
        return calls;
      });
      // secp256k1 is none of WebCrypto's.
      assert.deepEqual(calls, { importKey: 4, sign: 12, verify: 12, generateKey: 1 });
    });

    it('keeps its keys: synchronous calls say so', async () => {
      const codes = await inPage(async ({ ecPublic }) => {
        const api = globalThis.jotmint;
        await api.init();
        const how = { name: 'ECDSA', namedCurve: 'P-256' };
        const pair = await crypto.subtle.generateKey(how, false, ['sign', 'verify']);
        const token = await api.signAsync({}, pair.privateKey);
        const [privateKey, publicKey] = [pair.privateKey, pair.publicKey].map((key) =>
          api.importKey(key),
        );
        const calls = {
          sign: () => api.sign({}, pair.privateKey),
          'jws.sign': () => api.jws.sign('x', pair.privateKey),
          verify: () => api.verify(token, pair.publicKey),
          'verify with a list': () => api.verify(token, [ecPublic, pair.publicKey]),
          'jws.verify': () => api.jws.verify(token, pair.publicKey),
          publicKey: () => privateKey.publicKey(),
          toPem: () => publicKey.toPem(),
          toDer: () => publicKey.toDer(),
          toJwk: () => privateKey.toJwk(),
          fingerprint: () => publicKey.fingerprint(),
          thumbprint: () => publicKey.thumbprint(),
        };
        return Object.entries(calls).map(([name, call]) => {
          try {
            return [name, call()];
          } catch (error) {
            return [name, error.code];
          }
        });
      });
      assert.equal(codes.length, 11);
      for (const [name, code] of codes) assert.equal(code, 'ERR_KEY_ASYNC_ONLY', name);
    });

    it('is not missed where it knows less, or fails', async () => {
      const verified = await inPage(async ({ rsa, rsaPublic }) => {
        const api = globalThis.jotmint;
        await api.init();
        const refuse = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
        const { sign, verify } = crypto.subtle;
        crypto.subtle.sign = refuse;
        const first = await api.signAsync({ n: 1 }, rsa);
        Object.assign(crypto.subtle, { sign, verify, importKey: refuse, generateKey: refuse });
        const pair = await api.generateKeyPairAsync('ES256');
        const second = await api.signAsync({ n: 2 }, pair.privateKey);
        return [
          (await api.verifyAsync(first, rsaPublic)).payload.n,
          (await api.verifyAsync(second, pair.publicKey)).payload.n,
        ];
      });
      assert.deepEqual(verified, [1, 2]);
    });

    it('says why a key of its own failed', async () => {
      const error = await inPage(async () => {
        const api = globalThis.jotmint;
        await api.init();
        const how = { name: 'ECDSA', namedCurve: 'P-256' };
        const pair = await crypto.subtle.generateKey(how, false, ['sign', 'verify']);
        const token = await api.signAsync({}, pair.privateKey);
        crypto.subtle.sign = () => Promise.reject(new Error('the token was pulled out'));
        crypto.subtle.verify = crypto.subtle.sign;
        const failed = (promise) => promise.catch(({ code, cause }) => [code, cause.message]);
        return Promise.all([
          failed(api.signAsync({}, pair.privateKey)),
          failed(api.verifyAsync(token, pair.publicKey)),
        ]);
      });
      assert.deepEqual(error, Array(2).fill(['ERR_SIGNER_FAILED', 'the token was pulled out']));
    });

    it('is not needed after a key was disposed of', async () => {
      const signed = await inPage(async ({ rsa, rsaPublic }) => {
        const api = globalThis.jotmint;
        await api.init();
        const dispose = Symbol.dispose ?? Symbol.for('none');
        const [key, publicKey] = [api.importKey(rsa), api.importKey(rsaPublic)];
        const [signer, verifier] = [api.createSigner(key), api.createVerifier(publicKey)];
        key[dispose]?.();
        publicKey[dispose]?.();
        const token = await signer.signAsync({ n: 1 });
        return (await verifier.verifyAsync(token)).payload.n;
      });
      assert.equal(signed, 1);
    });
  });

  describe(`no source of random numbers in ${version}`, () => {
    for (const [name, take] of Object.entries({
      'no crypto': () => Object.defineProperty(globalThis, 'crypto', { value: undefined }),
      'no getRandomValues': () =>
        Object.defineProperty(globalThis, 'crypto', { value: { subtle: undefined } }),
      'one that throws': () =>
        Object.defineProperty(globalThis, 'crypto', {
          value: {
            getRandomValues() {
              throw new Error('no entropy');
            },
          },
        }),
    })) {
      it(`${name}: nothing that needs some is made`, async () => {
        const { page } = await open(browser, server.origin);
        await page.evaluate(take);
        const outcomes = await page.evaluate(async ({ rsa, ec, ecPublic }) => {
          const api = globalThis.jotmint;
          await api.init();
          const calls = {
            generateSecret: () => api.generateSecret('HS256'),
            'generateKeyPair RS256': () => api.generateKeyPair('RS256'),
            'generateKeyPair ES256': () => api.generateKeyPair('ES256'),
            'generateKeyPair EdDSA': () => api.generateKeyPair('EdDSA'),
            generateKeyPairAsync: () => api.generateKeyPairAsync('ES256'),
            'sign RS256': () => api.sign({}, rsa),
            'sign PS256': () => api.sign({}, rsa, { algorithm: 'PS256' }),
            'signAsync RS256': () => api.signAsync({}, rsa),
          };
          const codes = {};
          for (const [name, call] of Object.entries(calls)) {
            codes[name] = await (async () => call())().then(
              () => 'made',
              (error) => error.code ?? String(error),
            );
          }
          // ECDSA here draws nothing (RFC 6979).
          return { codes, verified: api.verify(api.sign({ n: 1 }, ec), ecPublic).payload.n };
        }, pems);
        await page.close();
        assert.equal(outcomes.verified, 1);
        assert.equal(Object.keys(outcomes.codes).length, 8);
        for (const [name, code] of Object.entries(outcomes.codes)) {
          assert.equal(code, 'ERR_RANDOM', name);
        }
      });
    }
  });
}

describe('an origin that is not secure', () => {
  it('has no WebCrypto, and the same calls', async () => {
    const [chromium] = browsers;
    const { port } = new URL(server.origin);
    const { page, errors } = await open(chromium, `http://insecure.test:${port}`);
    const outcome = await page.evaluate(async ({ rsa, rsaPublic, ec, ecPublic }) => {
      const api = globalThis.jotmint;
      await api.init();
      const tokens = [await api.signAsync({ n: 1 }, rsa), await api.signAsync({ n: 2 }, ec)];
      const many = await api.createSigner(ec).signMany([{ n: 3 }, { n: 4 }]);
      const pair = await api.generateKeyPairAsync('ES256');
      return {
        secure: globalThis.isSecureContext,
        subtle: typeof crypto.subtle,
        results: [
          (await api.verifyAsync(tokens[0], rsaPublic)).payload.n,
          (await api.verifyAsync(tokens[1], ecPublic)).payload.n,
          ...(await api.createVerifier(ecPublic).verifyMany(many)).map((one) => one.payload.n),
          (await api.verifyAsync(await api.signAsync({ n: 5 }, pair.privateKey), pair.publicKey))
            .payload.n,
        ],
      };
    }, pems);
    await page.close();
    assert.deepEqual(outcome, { secure: false, subtle: 'undefined', results: [1, 2, 3, 4, 5] });
    assert.deepEqual(errors, []);
  });
});
