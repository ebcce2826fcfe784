/** `init`: what it takes, how often it may be called, and what it says where it cannot load. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { BROWSERS, launch, open, outcome } from './browser.mjs';
import { serveLibrary } from './library-page.mjs';
import { PACKAGE, page } from './server.mjs';

const wasm = readFileSync(`${PACKAGE.folder}jotmint.wasm`);
const asWasm = { 'content-type': 'application/wasm' };
const csp = (policy) => ({ 'content-security-policy': policy });
const strict =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";
const noWasm = "default-src 'none'; script-src 'self'; connect-src 'self'";

const server = await serveLibrary({
  '/strict': withHeaders(page('/program.mjs'), csp(strict)),
  '/no-wasm': withHeaders(page('/library.mjs'), csp(noWasm)),
  '/program.mjs': { body: program() },
  '/untyped': { body: wasm, headers: { 'content-type': 'application/octet-stream' } },
  '/page.wasm': { body: '<!doctype html><p>Hello', headers: { 'content-type': 'text/html' } },
  '/page-as-wasm.wasm': { body: '<!doctype html><p>Hello' },
  '/short.wasm': { body: wasm.subarray(0, wasm.length / 2) },
  '/short-untyped': { body: wasm.subarray(0, wasm.length / 2) },
  '/empty.wasm': { body: '' },
  '/other-release.wasm': { body: otherRelease() },
  '/other-program.wasm': { body: wasm.subarray(0, 8) },
  '/broken.wasm': { status: 500, body: 'no', headers: asWasm },
});
const browsers = await Promise.all(BROWSERS.map(launch));
after(() => Promise.all([...browsers.map((browser) => browser.close()), server.close()]));

/** What `init` is given, as the page's own code. */
const GOOD = {
  nothing: () => globalThis.jotmint.init(),
  'a path': () => globalThis.jotmint.init('/jotmint/jotmint.wasm'),
  'a URL': () => globalThis.jotmint.init(new URL('/jotmint/jotmint.wasm', location.href)),
  'a Request': () => globalThis.jotmint.init(new Request('/jotmint/jotmint.wasm')),
  'a Response': async () => globalThis.jotmint.init(await fetch('/jotmint/jotmint.wasm')),
  'the promise of a Response': () => globalThis.jotmint.init(fetch('/jotmint/jotmint.wasm')),
  'a Response without the type': () => globalThis.jotmint.init(fetch('/untyped')),
  'an ArrayBuffer': async () =>
    globalThis.jotmint.init(await (await fetch('/untyped')).arrayBuffer()),
  'a part of a buffer': async () => {
    const bytes = new Uint8Array(await (await fetch('/untyped')).arrayBuffer());
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 10);
    return globalThis.jotmint.init(larger.subarray(10, bytes.length + 10));
  },
  'a compiled module': async () =>
    globalThis.jotmint.init(await WebAssembly.compileStreaming(fetch('/jotmint/jotmint.wasm'))),
  'two calls, one after the other': async () => {
    await globalThis.jotmint.init();
    await globalThis.jotmint.init('/nowhere.wasm');
  },
  'many calls at once': () =>
    Promise.all(Array.from({ length: 10 }, () => globalThis.jotmint.init())),
  'a good source beside a bad one': async () => {
    const bad = globalThis.jotmint.init('/nowhere.wasm').then(
      () => 'loaded',
      (error) => error.code,
    );
    await globalThis.jotmint.init();
    if ((await bad) !== 'ERR_WASM_LOAD') throw new Error(`the bad one: ${await bad}`);
  },
};

/** Addresses that give no WebAssembly, and what the message says of each. */
const BAD = {
  '/nowhere.wasm': /answered 404 at http.*\/nowhere\.wasm\./,
  '/broken.wasm': /answered 500/,
  '/page.wasm': /something else than WebAssembly/,
  '/page-as-wasm.wasm': /does not compile|something else/,
  '/short.wasm': /damaged/,
  '/short-untyped': /damaged/,
  '/empty.wasm': /does not compile|something else/,
  '/other-release.wasm': /not of the same release/,
  '/other-program.wasm': /not of the same release/,
  'http://127.0.0.1:1/secret.wasm?token=hidden': /cannot be fetched at http/,
};

/** Those that are tried as the promise of a Response as well. */
const FETCHED = ['/nowhere.wasm', '/short.wasm', 'http://127.0.0.1:1/secret.wasm?token=hidden'];

for (const browser of browsers) {
  const version = await browser.version();
  const fresh = async (path = '/') => (await open(browser, `${server.origin}${path}`)).page;

  describe(`before init, in ${version}`, () => {
    it('every call says what is missing', async () => {
      const codes = await (await fresh()).evaluate(async () => {
        const api = globalThis.jotmint;
        const { jws, infura, neuron } = api;
        const calls = {
          sign: () => api.sign({}, 'secret'),
          signAsync: () => api.signAsync({}, 'secret'),
          verify: () => api.verify('a.b.c', 'secret'),
          verifyAsync: () => api.verifyAsync('a.b.c', 'secret'),
          decode: () => api.decode('a.b.c'),
          importKey: () => api.importKey('secret'),
          generateSecret: () => api.generateSecret('HS256'),
          generateKeyPair: () => api.generateKeyPair('ES256'),
          generateKeyPairAsync: () => api.generateKeyPairAsync('ES256'),
          createSigner: () => api.createSigner('secret'),
          createVerifier: () => api.createVerifier('secret'),
          'jws.sign': () => jws.sign('x', 'secret'),
          'jws.verify': () => jws.verify('a.b.c', 'secret'),
          'infura.generateKeyPair': () => infura.generateKeyPair(),
          'neuron.generateKeyPair': () => neuron.generateKeyPair(),
        };
        const codes = {};
        for (const [name, call] of Object.entries(calls)) {
          if (name.includes('.') && api[name.split('.')[0]][name.split('.')[1]] === undefined)
            continue;
          try {
            await call();
            codes[name] = 'nothing';
          } catch (error) {
            codes[name] = error instanceof api.JotError ? error.code : String(error);
          }
        }
        return codes;
      });
      assert.ok(Object.keys(codes).length >= 12);
      for (const [name, code] of Object.entries(codes)) {
        assert.equal(code, 'ERR_NOT_INITIALIZED', name);
      }
    });
  });

  describe(`init in ${version} takes`, () => {
    for (const [name, call] of Object.entries(GOOD)) {
      it(name, async () => {
        const page = await fresh();
        await page.evaluate(call);
        assert.equal(await page.evaluate(works), 'alice');
        await page.close();
      });
    }

    it('one file for many calls at once', async () => {
      const { page, requests } = await open(browser, server.origin);
      await page.evaluate(GOOD['many calls at once']);
      assert.equal(requests.filter((address) => address.endsWith('.wasm')).length, 1);
    });
  });

  describe(`init in ${version} refuses`, () => {
    for (const [address, message] of Object.entries(BAD)) {
      for (const form of FETCHED.includes(address) ? ['address', 'promise'] : ['address']) {
        it(`what is at ${address}, given as ${form}`, async () => {
          const page = await fresh();
          const error = await page.evaluate(refusal, address, form);
          assert.equal(error.code, 'ERR_WASM_LOAD', error.message);
          if (form === 'address') assert.match(error.message, message);
          assert.ok(!error.message.includes('hidden'), error.message);
          // A page that knows better may try again.
          await page.evaluate(() => globalThis.jotmint.init());
          assert.equal(await page.evaluate(works), 'alice');
          await page.close();
        });
      }
    }

    it('what is no source', async () => {
      const page = await fresh();
      const codes = await page.evaluate(async () => {
        const codes = [];
        for (const source of [null, 5, {}, [], true, () => {}]) {
          codes.push(await globalThis.jotmint.init(source).catch((error) => error.code));
        }
        return codes;
      });
      assert.deepEqual(codes, Array(6).fill('ERR_OPTION_INVALID'));
      await page.close();
    });
  });

  describe(`a Content-Security-Policy in ${version}`, () => {
    it('that allows WebAssembly and nothing else', async () => {
      const opened = await open(browser, `${server.origin}/strict`);
      assert.equal(await outcome(opened), 'alice');
      assert.deepEqual(opened.errors, []);
    });

    it('that does not allow it: said so', async () => {
      const page = await fresh('/no-wasm');
      const error = await page.evaluate(refusal, '/jotmint/jotmint.wasm', 'address');
      assert.equal(error.code, 'ERR_WASM_LOAD');
      assert.match(error.message, /wasm-unsafe-eval/);
    });
  });
}

async function refusal(address, form) {
  const { init, JotError } = globalThis.jotmint;
  try {
    await init(form === 'address' ? address : fetch(address));
  } catch (error) {
    return { code: error instanceof JotError ? error.code : 'none', message: `${error.message}` };
  }
  return { code: 'none', message: 'It loaded.' };
}

function works() {
  const { sign, verify, generateSecret } = globalThis.jotmint;
  const secret = generateSecret('HS256');
  return verify(sign({ sub: 'alice' }, secret), secret).payload.sub;
}

function program() {
  return `
import init, * as api from '/jotmint/index.js';
globalThis.jotmint = { init, ...api };
globalThis.outcome = init().then(${works});
`;
}

function withHeaders(answer, headers) {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The same WebAssembly, but that it says it is another version. */
function otherRelease() {
  const { version } = JSON.parse(
    readFileSync(new URL('../../npm/web/package.json', import.meta.url), 'utf8'),
  );
  const copy = Buffer.from(wasm);
  let found = 0;
  for (let at = copy.indexOf(version); at >= 0; at = copy.indexOf(version, at + 1)) {
    copy.write('9'.repeat(version.length), at);
    found += 1;
  }
  assert.ok(found > 0, 'the WebAssembly does not hold its version');
  return copy;
}
