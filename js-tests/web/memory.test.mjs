/** Memory stays flat in a page: that of the WebAssembly, which can only grow. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { files } from '../node/material.mjs';
import { launch, open } from './browser.mjs';
import { serveLibrary } from './library-page.mjs';

const TOKENS = 100_000;

/** What is made for a token, and whether it is forgotten or let go. */
const KINDS = {
  'one signer and one verifier for all': 'shared',
  'a key, a signer and a verifier for each, forgotten': 'forgotten',
  'a key for each, which signs and verifies and is disposed of, and no collection': 'disposed',
};

const server = await serveLibrary();
const browser = await launch('chromium');
after(() => Promise.all([browser.close(), server.close()]));

describe(`${TOKENS} tokens signed and verified in one page`, () => {
  for (const [name, kind] of Object.entries(KINDS)) {
    it(name, async () => {
      const { page, errors } = await open(browser, server.origin);
      const pem = { signing: files['infura-ec.private.pem'] };
      const sizes = await page.evaluate(inPage, kind, TOKENS, pem);
      assert.deepEqual(errors, []);
      assert.equal(sizes.length, 10);
      // The first tenth brings it to its size.
      assert.deepEqual(sizes.slice(1), Array(9).fill(sizes[0]), `bytes: ${sizes}`);
      await page.close();
    });
  }
});

/** @returns {Promise<number[]>} the bytes of WebAssembly's memory after each tenth */
async function inPage(kind, tokens, { signing }) {
  let memory;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const instance = await instantiate(...given);
    memory = instance.exports.memory;
    return instance;
  };
  const api = globalThis.jotmint;
  await api.init();
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const hs256 = { algorithm: 'HS256' };
  const onlyHs256 = { algorithms: ['HS256'] };
  const ec = api.importKey(signing);
  const publicEc = ec.publicKey();
  const signer = api.createSigner(secret, hs256);
  const verifier = api.createVerifier(secret, onlyHs256);

  const rounds = {
    shared(n) {
      const own = n % 50 === 0;
      const token = own ? api.sign({ n }, ec) : signer.sign({ n });
      return own ? api.verify(token, publicEc) : verifier.verify(token);
    },
    forgotten(n) {
      const key = api.importKey(secret, hs256);
      const token = api.createSigner(key, { jwtid: `${n}` }).sign({ n });
      return api.createVerifier(key, onlyHs256).verify(token);
    },
    disposed(n) {
      const key = api.importKey(secret, hs256);
      const verified = api.verify(api.sign({ n }, key, { jwtid: `${n}` }), key, onlyHs256);
      key[Symbol.dispose]();
      return verified;
    },
  };
  const sizes = [];
  for (let n = 1; n <= tokens; n += 1) {
    const { payload } = rounds[kind](n);
    if (payload.n !== n) throw new Error(`${JSON.stringify(payload)} instead of ${n}`);
    if (n % 1000 === 0) await collected();
    if (n % (tokens / 10) === 0) sizes.push(memory.buffer.byteLength);
  }
  return sizes;

  /** What was forgotten is given back between two turns of the event loop. */
  async function collected() {
    if (kind === 'forgotten') globalThis.gc();
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve));
  }
}
