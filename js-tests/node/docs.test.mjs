/** The pages of this repository: their links lead somewhere, and what they quote is what others say. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { createSigner, createVerifier } from 'fast-jwt';
import { root } from './running.mjs';

const pages = ['.', 'docs', 'js-tests', 'benches', 'npm/gate'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, folder, name)),
);

const key = 'a secret that is long enough for HS256';
const read = (claims) => createVerifier({ key })(createSigner({ key })(claims));

/** Messages that stand nowhere as a whole, and calls that they come of. */
const PUT_TOGETHER = {
  'The token has expired at': () => read({ exp: 1 }),
  'The token will be active at': () => read({ nbf: 4_000_000_000 }),
};

/** What the libraries and openssl say to the most frequent mistakes. */
const SEARCHED_FOR = [
  'secretOrPrivateKey must be an asymmetric key when using RS256',
  'secretOrPrivateKey must have a value',
  '"pkcs8" must be PKCS#8 formatted string',
  'error:0909006C:PEM routines:get_name:no start line',
  'error:1E08010C:DECODER routines::unsupported',
  '"keyid" must be a string',
  '"kid" is not allowed in "options"',
  '"exp" should be a number of seconds',
  '"exp" claim must be a number',
  'invalid exp value',
  'invalid signature',
  'invalid token',
  'jwt expired',
  'jwt malformed',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
];

/** What reads a signature for jsonwebtoken, and passes its errors on. */
const BELOW = { jsonwebtoken: ['ecdsa-sig-formatter'] };

describe('links', () => {
  for (const page of pages) {
    it(`of ${relative(root, page)} lead to files and headings that exist`, () => {
      for (const target of linksOf(page)) {
        const [path, anchor] = target.split('#');
        const file = path === '' ? page : join(dirname(page), decodeURI(path));
        assert.ok(existsSync(file), `${target}: no such file`);
        if (anchor !== undefined)
          assert.ok(anchorsOf(file).includes(anchor), `${target}: no such heading`);
      }
    });
  }

  it('are there', () => assert.ok(pages.flatMap(linksOf).length > 100));
});

describe("the proxy's own codes in docs/gate.md", () => {
  const codes = (text) => new Set(text.match(/\bERR_GATE_[A-Z_]+\b/g));
  const sources = [join(root, 'npm', 'gate', 'src'), join(root, 'crates', 'gate', 'src')];
  const used = sources.flatMap((source) =>
    readdirSync(source, { recursive: true })
      .filter((name) => /\.(ts|rs)$/.test(name))
      .flatMap((name) => [...codes(readFileSync(join(source, name), 'utf8'))]),
  );
  const ofDecisions = codes(readFileSync(join(root, 'docs', 'errors.md'), 'utf8'));
  const own = [...new Set(used)].filter((code) => !ofDecisions.has(code)).sort();

  it('are those in the code', () => {
    assert.ok(own.includes('ERR_GATE_UPSTREAM'));
    const rows = readFileSync(join(root, 'docs', 'gate.md'), 'utf8').match(/^\| `ERR_GATE_.*$/gm);
    const listed = rows.flatMap((row) => [...codes(row)]);
    assert.deepEqual(listed.sort(), own);
  });
});

describe('the words of others in docs/errors.md', () => {
  const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8');
  const quotes = [...page.matchAll(/^- (jsonwebtoken|jose|fast-jwt): `([^`]+)`$/gm)];
  const sources = new Map(
    ['jsonwebtoken', 'jose', 'fast-jwt'].map((name) => [name, sourceOf(name)]),
  );

  it('are there', () => assert.ok(quotes.length > 80, `${quotes.length} found`));

  for (const words of SEARCHED_FOR) {
    it(`have what people search for: ${words}`, () => assert.ok(page.includes(`\`${words}\``)));
  }

  for (const [, name, words] of new Map(quotes.map((quote) => [quote[0], quote])).values()) {
    if (Object.hasOwn(PUT_TOGETHER, words)) {
      it(`are said by ${name}: ${words}`, () => {
        assert.throws(PUT_TOGETHER[words], ({ message }) => message.startsWith(words));
      });
      continue;
    }
    it(`stand in the source of ${name}: ${words}`, () => {
      const [source, parts] = [sources.get(name), constantParts(words)];
      assert.ok(parts.length > 0);
      for (const part of parts) assert.ok(source.includes(part), part);
    });
  }
});

/** Where the links go that stay in this repository. Code is left out. */
function linksOf(page) {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The names that headings have on a page, as GitHub makes them. */
function anchorsOf(page) {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** All of a package's JavaScript. */
function sourceOf(name) {
  return [name, ...(BELOW[name] ?? [])]
    .map((name) => join(root, 'node_modules', name))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.js'))
        .map((file) => readFileSync(join(folder, file), 'utf8')),
    )
    .join('\n');
}

/** What of a message stands in its source: not the names, numbers and algorithms it is about. */
function constantParts(words) {
  return words
    .split(/"[^"]*"|\b[A-Z]{2}\d{3}\b|\b(?:CryptoKey|aud|exp|iat|nbf|rs256|none|options\.\w+)\b/)
    .filter((part) => /\w{4}/.test(part));
}
