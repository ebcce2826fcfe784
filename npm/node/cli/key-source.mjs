/** Where a private key comes from: never an argument, which every user of the machine can see. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { importKey } from '../dist/index.mjs';
import { UsageError } from './usage.mjs';

/** The key that the command line names. */
export async function keyFrom(values) {
  if ((values.key === undefined) === (values['key-env'] === undefined)) {
    throw new UsageError('the private key comes from --key FILE or from --key-env NAME');
  }
  const content = values.key === undefined ? variable(values['key-env']) : await file(values.key);
  const passphrase = values['passphrase-env'];
  return importKey(content, passphrase === undefined ? {} : { passphrase: variable(passphrase) });
}

function variable(name) {
  const value = process.env[name];
  if (value) return value;
  throw new UsageError(`the environment variable ${name} is not set`);
}

async function file(path) {
  if (path === '-') return buffer(process.stdin);
  try {
    return await readFile(path);
  } catch (error) {
    if (error.code === 'ENOENT') throw new UsageError(`there is no file ${path}`);
    throw new UsageError(`the key cannot be read: ${error.message}`);
  }
}
