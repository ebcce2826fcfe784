/**
 * Keys as jsonwebtoken takes them. They are read by jotmint, and once; Node reads what only it
 * knows (DER, JWK in an object, openssl's old encryption) and hands it over.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hash,
  KeyObject,
} from 'node:crypto';
import { ImportCache } from '../../../api/src/import-cache.js';
import { importKey, type Key } from '../index.js';

/** A key, and what the checks ask of it in Node's words. */
export interface Material {
  readonly type: 'secret' | 'private' | 'public';
  readonly asymmetricKeyType?: string | undefined;
  /** By openssl's name. */
  readonly curve?: string | undefined;
  readonly modulusLength?: number | undefined;
  /** What an RSA-PSS key is restricted to. */
  readonly pss?: { hashAlgorithm?: string; mgf1HashAlgorithm?: string; saltLength?: number };
  readonly key?: Key | undefined;
  /** Why there is no `key`: what it is was found out, but nothing can be done with it. */
  readonly problem?: Error | undefined;
}

/** What a key is wanted for. */
export type Use = 'sign' | 'verify';

/** jsonwebtoken has its own rules for sizes, and takes secrets of any length. */
const ANY_SIZE = { allowWeakKey: true } as const;
const PEM_MARK = '-----BEGIN';
const OPENSSL_CURVES: Readonly<Record<string, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
};

const imported = new ImportCache<Material>(64);
const ofKeyObject = new WeakMap<KeyObject, Material>();

/** @returns `undefined` for what is no key */
export function materialOf(input: unknown, use: Use): Material | undefined {
  if (typeof input === 'string') return ofText(input, use);
  if (input instanceof KeyObject) {
    const known = ofKeyObject.get(input);
    if (known !== undefined) return known;
    const material = fromKeyObject(input);
    ofKeyObject.set(input, material);
    return material;
  }
  const bytes = bytesOf(input);
  if (bytes !== undefined) return ofBytes(bytes, use);
  return isLocked(input) ? ofLocked(input, use) : readByNode(input, use);
}

/** A PEM, else a secret. */
function ofText(text: string, use: Use): Material {
  return remembered(use, text, () => readPem(text, use) ?? secret(Buffer.from(text)));
}

function ofBytes(bytes: Buffer, use: Use): Material {
  return remembered(use, bytes, () => readPem(bytes, use) ?? secret(bytes));
}

/** A PEM with the passphrase that opens it. */
interface Locked {
  key: string | Buffer;
  passphrase: string;
}

function isLocked(input: unknown): input is Locked {
  if (typeof input !== 'object' || input === null) return false;
  const { key, passphrase, ...rest } = input as Partial<Locked>;
  return (
    (typeof key === 'string' || Buffer.isBuffer(key)) &&
    typeof passphrase === 'string' &&
    Object.keys(rest).length === 0
  );
}

function ofLocked(input: Locked, use: Use): Material | undefined {
  const id = `${use} ${digest(input.key)} ${digest(input.passphrase)}`;
  const known = imported.get(id);
  if (known !== undefined) return known;
  const material = readPem(input.key, use, input);
  return material && imported.set(id, material);
}

function remembered(use: Use, text: string | Buffer, read: () => Material): Material {
  const id = use + digest(text);
  return imported.get(id) ?? imported.set(id, read());
}

/** As the import cache wants it: the text itself is not kept. */
function digest(text: string | Buffer): string {
  // Node 20.12 has the quick one.
  return hash?.('sha256', text, 'base64') ?? createHash('sha256').update(text).digest('base64');
}

/** Text or bytes that are, or hold, a PEM of the half that is wanted. */
function readPem(pem: string | Buffer, use: Use, locked?: Locked): Material | undefined {
  if (!pem.includes(PEM_MARK)) return undefined;
  const passphrase = locked === undefined ? {} : { passphrase: locked.passphrase };
  let problem: Error | undefined;
  try {
    const key = importKey(pem, { ...ANY_SIZE, ...passphrase });
    if (key.kind === 'secret' || (use === 'sign' && key.kind === 'public')) return undefined;
    // What an RSA-PSS key is restricted to only Node tells.
    if (key.type !== 'RSA' || key.algorithms.includes('RS256')) return fromKey(key, use);
  } catch (error) {
    problem = error as Error;
  }
  const byNode = readByNode(locked ?? pem, use);
  if (byNode !== undefined || locked !== undefined) return byNode;
  // jsonwebtoken goes on with its text as a secret. It gets no further here, but is told the same.
  return { type: 'secret', problem };
}

function fromKey(key: Key, use: Use): Material {
  const half = use === 'verify' && key.kind === 'private' ? key.publicKey() : key;
  const type = use === 'verify' ? 'public' : 'private';
  switch (key.type) {
    case 'RSA':
      return { type, asymmetricKeyType: 'rsa', modulusLength: key.bits, key: half };
    case 'EC':
      return { type, asymmetricKeyType: 'ec', curve: opensslCurve(key), key: half };
    default:
      return { type, asymmetricKeyType: key.curve?.toLowerCase(), key: half };
  }
}

function opensslCurve({ curve = '' }: Key): string {
  return OPENSSL_CURVES[curve] ?? curve;
}

function readByNode(input: unknown, use: Use): Material | undefined {
  const read: (input: never) => KeyObject = use === 'sign' ? createPrivateKey : createPublicKey;
  try {
    return fromKeyObject(read(input as never));
  } catch {
    return undefined;
  }
}

function fromKeyObject(object: KeyObject): Material {
  const { type, asymmetricKeyType } = object;
  const { namedCurve, modulusLength, ...pss } = object.asymmetricKeyDetails ?? {};
  const common = { type, asymmetricKeyType, curve: namedCurve, modulusLength, pss };
  try {
    return { ...common, key: importKey(object, ANY_SIZE) };
  } catch (problem) {
    return { ...common, problem: problem as Error };
  }
}

function secret(bytes: Uint8Array): Material {
  return fromKeyObject(createSecretKey(bytes));
}

function bytesOf(input: unknown): Buffer | undefined {
  if (Buffer.isBuffer(input)) return input;
  if (ArrayBuffer.isView(input)) {
    return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  }
  return input instanceof ArrayBuffer ? Buffer.from(input) : undefined;
}
