/** What the suite is given from the disk. */
import { readdirSync, readFileSync } from 'node:fs';

const keysFolder = new URL('../keys/', import.meta.url);
const vectorsFolder = new URL('../../crates/core/tests/vectors/', import.meta.url);

/** The key files, by name. */
export const files = Object.fromEntries(
  readdirSync(keysFolder)
    .filter((name) => /\.(pem|txt)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, keysFolder), 'utf8')]),
);

/** The published vectors, by name. */
export const vectors = {
  ...Object.fromEntries(
    readdirSync(vectorsFolder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name.replace('.json', ''), vector(name)]),
  ),
  verdicts: vector('verdicts/signatures.json'),
};

function vector(name) {
  return JSON.parse(readFileSync(new URL(name, vectorsFolder), 'utf8'));
}
