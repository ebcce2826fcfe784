/** A user's project: the package installed as from a registry, and the user's own files. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importJWK, jwtVerify } from 'jose';
import { emptyFolder } from '../../node/running.mjs';

const source = fileURLToPath(new URL('../../../npm/web/', import.meta.url));
const program = readFileSync(new URL('./program.mjs', import.meta.url), 'utf8');

/**
 * @param {Record<string, string>} files beside `program.mjs`, by path
 * @returns {string} the project's folder
 */
export function project(files) {
  const folder = emptyFolder();
  const installed = join(folder, 'node_modules', '@jotmint', 'web');
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  for (const path of ['package.json', ...manifest.files]) {
    cpSync(join(source, path), join(installed, path), { recursive: true });
  }
  const all = {
    'package.json': JSON.stringify({
      private: true,
      type: 'module',
      dependencies: { '@jotmint/web': manifest.version },
    }),
    'program.mjs': program,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Checks what the program gave: jose takes every token. */
export async function checkMinted(minted) {
  assert.deepEqual(
    minted.map(({ algorithm }) => algorithm),
    ['ES256', 'EdDSA', 'RS256'],
  );
  for (const { algorithm, tokens, jwk } of minted) {
    assert.equal(tokens.length, 2);
    for (const token of tokens) {
      const { payload, protectedHeader } = await jwtVerify(token, await importJWK(jwk, algorithm));
      assert.equal(payload.sub, 'alice');
      assert.equal(protectedHeader.alg, algorithm);
    }
  }
}
