/** Where a key comes from: never an argument, which every user of the machine can see. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { importKey } from '../dist/index.mjs';
import { environment, variable } from './environment.mjs';
import { ask, canAsk } from './passphrase.mjs';
import { standardInput } from './standard-input.mjs';
import { remark } from './terminal.mjs';
import { UsageError } from './usage.mjs';

/**
 * A key for signing, or any single key; asks for its passphrase where it has one.
 *
 * @param {object} values
 * @param {string | Buffer} [read] its content, where that was read already
 */
export async function keyFrom(values, read) {
  const lookUp = environment(values);
  const content = read ?? (await contentFrom(values, lookUp));
  const algorithm = [values.algorithm].flat()[0];
  const named = values['passphrase-env'];
  const options = {
    ...(algorithm !== undefined && { algorithm }),
    ...(named !== undefined && { passphrase: variable(lookUp, named) }),
  };
  const key = await opened(readable(content, algorithm), options);
  for (const repair of key.repairs) remark(`the key was mended: ${repair}`);
  return key;
}

/** What a token may be checked with: a key, a secret or a set of keys. */
export async function keysFrom(values) {
  const content = await contentFrom(values, environment(values));
  const set = keySetIn(content);
  if (set !== undefined) return set;
  const algorithms = [values.algorithm ?? []].flat();
  const secretFor = algorithms.find((name) => name.startsWith('HS'));
  const options = secretFor === undefined ? {} : { algorithm: secretFor };
  const key = importKey(readable(content, secretFor), options);
  for (const repair of key.repairs) remark(`the key was mended: ${repair}`);
  if (key.kind !== 'private') return key;
  remark('this is a private key; checking needs its public half alone, which is taken from it');
  return key.publicKey();
}

/** @returns {{ keys: object[] } | undefined} */
export function keySetIn(content) {
  const text = content.toString();
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined;
  try {
    const read = JSON.parse(text.replace(/^\uFEFF/, ''));
    return Array.isArray(read.keys) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<string | Buffer>} */
export async function contentFrom(values, lookUp) {
  if ((values.key === undefined) === (values['key-env'] === undefined)) {
    throw new UsageError('the key comes from --key FILE or from --key-env NAME');
  }
  return values.key === undefined ? variable(lookUp, values['key-env']) : file(values.key);
}

async function opened(content, options) {
  try {
    return importKey(content, options);
  } catch (error) {
    if (error.code !== 'ERR_KEY_ENCRYPTED' || !canAsk()) throw error;
    return importKey(content, { ...options, passphrase: await ask('Passphrase of the key: ') });
  }
}

/**
 * Text as text, which fails in other words than broken DER. A text that is a secret ends before the
 * line break that editors and `echo` add.
 */
function readable(content, algorithm) {
  if (typeof content === 'string') return content;
  if (!algorithm?.startsWith('HS')) return isText(content) ? content.toString() : content;
  const text = /^([\x20-\x7e]+)\r?\n$/.exec(content.toString('latin1'))?.[1];
  if (text === undefined) return content;
  remark('the line break after the secret is left out');
  return Buffer.from(text);
}

function isText(bytes) {
  return isUtf8(bytes) && !/[^\P{Cc}\t\r\n]/u.test(bytes.toString());
}

async function file(path) {
  if (path === '-') return standardInput('the key');
  try {
    return await readFile(path);
  } catch (error) {
    if (error.code === 'ENOENT') {
      // Somebody may have put the key itself here; it is not said again.
      const isPath = path.length < 200 && !/[\n{]|-----|\\n/.test(path);
      throw new UsageError(
        isPath
          ? `there is no file ${path}`
          : '--key takes the name of a file, never the key itself',
      );
    }
    if (error.code === 'ENAMETOOLONG') {
      throw new UsageError('--key takes the name of a file, never the key itself');
    }
    throw new UsageError(`the key cannot be read: ${error.message}`);
  }
}
