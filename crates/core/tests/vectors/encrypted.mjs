/**
 * Writes encrypted.json: encrypted PKCS#8 (RFC 5958, RFC 8018, RFC 7914) that openssl's command does
 * not write, with the openssl in Node. Each row: what it is, DER in base64, the code of the refusal
 * or null. Run it here with `node encrypted.mjs`; the key is that of RFC 8032 section 7.1, test 1.
 */
import { createCipheriv, pbkdf2Sync, scryptSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const PASSPHRASE = 'correct horse';
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PKCS8 = Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex');

const element = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const long = body.length > 255 ? [0x82, body.length >> 8, body.length & 255] : [0x81, body.length];
  return Buffer.concat([Buffer.from([tag, ...(body.length < 128 ? [body.length] : long)]), body]);
};
const seq = (...parts) => element(0x30, ...parts);
const octets = (bytes) => element(4, bytes);
const NULL = element(5);
const int = (value) => {
  let hex = BigInt(value).toString(16);
  hex = hex.length % 2 ? `0${hex}` : hex;
  const bytes = Buffer.from(hex, 'hex');
  return element(2, bytes[0] > 127 ? Buffer.from([0]) : Buffer.alloc(0), bytes);
};
const oid = (text) => {
  const [first, second, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    bytes.push(...digits);
  }
  return element(6, Buffer.from(bytes));
};

const PRFS = { sha1: 7, sha224: 8, sha256: 9, sha384: 10, sha512: 11, sha512_256: 13 };
const prf = (hash, ...parameters) =>
  seq(oid(`1.2.840.113549.2.${PRFS[hash]}`), ...(parameters.length ? parameters : [NULL]));
const CIPHERS = {
  'aes-128-cbc': [2, 16, 16],
  'aes-192-cbc': [22, 24, 16],
  'aes-256-cbc': [42, 32, 16],
  'aes-256-ofb': [43, 32, 16],
  'aes-128-gcm': [6, 16, 12],
  'aes-256-gcm': [46, 32, 12],
};
const SALT = Buffer.from('0123456789abcdef');
const IV = Buffer.alloc(16, 0x5a);

/** One file; what the options say takes the place of what is usual. */
function file(options = {}) {
  const cipher = options.cipher ?? 'aes-256-cbc';
  const [number, keyLength, ivLength] = CIPHERS[cipher];
  const salt = options.salt ?? SALT;
  const rounds = options.rounds ?? 3;
  const cost = { N: 16, r: 2, p: 2, ...options.scrypt };
  const derive = () =>
    options.scrypt
      ? scryptSync(PASSPHRASE, salt, keyLength, { ...cost, maxmem: 1 << 30 })
      : pbkdf2Sync(PASSPHRASE, salt, rounds, keyLength, options.hash ?? 'sha1');
  let data = options.data;
  if (!data) {
    const made = createCipheriv(cipher, derive(), IV.subarray(0, ivLength));
    if (options.padding === false) made.setAutoPadding(false);
    data = Buffer.concat([made.update(options.plain ?? PKCS8), made.final()]);
    if (cipher.endsWith('gcm')) data = Buffer.concat([data, made.getAuthTag()]);
  }
  const extra = options.extra ?? {};
  const more = (where) => (extra[where] ? [extra[where]] : []);
  const kdf = options.scrypt
    ? seq(
        oid('1.3.6.1.4.1.11591.4.11'),
        seq(octets(salt), int(cost.N), int(cost.r), int(cost.p), ...more('kdf')),
        ...more('kdfIdentifier'),
      )
    : seq(
        oid(options.kdf ?? '1.2.840.113549.1.5.12'),
        seq(options.saltElement ?? octets(salt), options.roundsElement ?? int(rounds), ...more('kdf')),
        ...more('kdfIdentifier'),
      );
  const iv = options.iv ?? octets(IV.subarray(0, ivLength));
  const encryption = seq(
    oid(options.cipherOid ?? `2.16.840.1.101.3.4.1.${number}`),
    iv,
    ...more('cipherIdentifier'),
  );
  const scheme = seq(
    oid(options.scheme ?? '1.2.840.113549.1.5.13'),
    seq(kdf, encryption, ...more('parameters')),
    ...more('identifier'),
  );
  return seq(scheme, octets(data), ...more('whole'));
}

const rows = [];
const row = (code, what, options) => rows.push([what, file(options).toString('base64'), code]);

for (const cipher of ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc']) {
  row(null, cipher, { cipher });
  row(null, `${cipher} with scrypt`, { cipher, scrypt: {} });
}
for (const hash of ['sha1', 'sha224', 'sha256', 'sha384', 'sha512']) {
  row(null, hash, { hash, extra: { kdf: prf(hash) } });
  row(null, `${hash} without NULL`, { hash, extra: { kdf: prf(hash, Buffer.alloc(0)) } });
}
row(null, 'a key length and a hash', {
  hash: 'sha256',
  extra: { kdf: Buffer.concat([int(32), prf('sha256')]) },
});
row(null, 'a key length for scrypt', { scrypt: {}, extra: { kdf: int(32) } });
for (const length of [0, 1, 32]) row(null, `a salt of ${length}`, { salt: Buffer.alloc(length, 7) });
row(null, 'a salt of 32 for scrypt', { scrypt: {}, salt: Buffer.alloc(32, 7) });
row(null, 'one round', { rounds: 1 });
row(null, 'more rounds than two bytes say', { rounds: 70_000 });
row(null, 'as openssl has it', { scrypt: { N: 16384, r: 8, p: 1 } });
row(null, 'as much work as is allowed', { scrypt: { N: 2, r: 1, p: 16 } });

const wrong = 'ERR_KEY_PASSPHRASE';
row(wrong, 'a key length of another cipher', { extra: { kdf: int(16) } });
row(wrong, 'a key length of another cipher, scrypt', { scrypt: {}, extra: { kdf: int(24) } });
row(wrong, 'a key length of 0', { extra: { kdf: int(0) } });
row(wrong, 'no data', { data: Buffer.alloc(0) });
row(wrong, 'half a block', { data: Buffer.alloc(24) });
row(wrong, 'noise', { data: Buffer.alloc(64, 3) });
row(wrong, 'padding of 0', { padding: false, plain: Buffer.concat([PKCS8, Buffer.alloc(16)]) });
row(wrong, 'padding of 17', { padding: false, plain: Buffer.concat([PKCS8, Buffer.alloc(16, 17)]) });
row(wrong, 'uneven padding', {
  padding: false,
  plain: Buffer.concat([PKCS8, Buffer.from('10101010101010100f10101010101010', 'hex')]),
});
row(wrong, 'a byte after the key', { plain: Buffer.concat([PKCS8, Buffer.alloc(1)]) });
row(wrong, 'a key cut off', { plain: PKCS8.subarray(0, 40) });
row(wrong, 'no DER', { plain: Buffer.from('a text') });
const data = Buffer.alloc(64, 3);
row(wrong, 'N is no power of 2', { scrypt: { N: 3 }, data });
row(wrong, 'N of 2^18, which is allowed, and r of 0', { scrypt: { N: 262_144, r: 0 }, data });
row(wrong, 'N of 0', { scrypt: { N: 0 }, data });
row(wrong, 'p of 0', { scrypt: { p: 0 }, data });

const foreign = 'ERR_KEY_UNSUPPORTED';
row(foreign, 'another scheme', { scheme: '1.2.840.113549.1.5.14' });
row(foreign, 'another derivation', { kdf: '1.2.840.113549.1.5.14' });
row(foreign, 'another cipher', { cipher: 'aes-256-ofb' });
row(foreign, 'AES-GCM', { cipher: 'aes-128-gcm' });
row(foreign, 'AES-GCM with scrypt', { cipher: 'aes-256-gcm', scrypt: {} });
row(foreign, 'triple DES', { cipherOid: '1.2.840.113549.3.7', iv: octets(IV.subarray(0, 8)) });
row(foreign, 'another hash', { extra: { kdf: prf('sha512_256') } });
row(foreign, 'a hash with parameters', { extra: { kdf: prf('sha256', int(1)) } });
row(foreign, 'GCMParameters', {
  cipher: 'aes-256-gcm',
  iv: seq(octets(IV.subarray(0, 12)), int(16)),
});
for (const length of [0, 12, 15, 17]) row(foreign, `an IV of ${length}`, { iv: octets(Buffer.alloc(length)) });
row(foreign, 'a nonce of 16', { cipher: 'aes-128-gcm', iv: octets(IV) });
row(foreign, 'no IV', { iv: NULL });
row(foreign, 'a salt of 33', { salt: Buffer.alloc(33) });
row(foreign, 'a salt of 33 for scrypt', { scrypt: {}, salt: Buffer.alloc(33) });
row(foreign, 'a salt from elsewhere', { saltElement: seq(oid('1.2.3')) });
row(foreign, 'rounds below 0', { roundsElement: element(2, Buffer.from([0x80])) });
row(foreign, 'rounds with a needless zero', { roundsElement: element(2, Buffer.from([0, 1])) });
row(foreign, 'rounds of five bytes', { roundsElement: int(1n << 32n) });
row(foreign, 'a key length of three bytes', { extra: { kdf: int(65_536) } });
for (const [name, value] of [['N', 1n << 64n], ['r', 65_536], ['p', 65_536]]) {
  row(foreign, `${name} is too long`, { scrypt: { [name]: value }, data });
}
row(foreign, 'a hash for scrypt', { scrypt: {}, extra: { kdf: prf('sha256') } });
for (const where of ['kdf', 'kdfIdentifier', 'cipherIdentifier', 'parameters', 'identifier', 'whole']) {
  row(foreign, `more in ${where}`, { extra: { [where]: NULL } });
}

const costly = 'ERR_KEY_UNSUPPORTED, minutes or gigabytes';
row(costly, 'too many rounds', { rounds: 10_000_001, data });
row(costly, 'as many rounds as there can be', { rounds: 4_294_967_295, data });
row(costly, 'too much memory', { scrypt: { N: 524_288, r: 8 }, data });
row(costly, 'memory beyond counting', { scrypt: { N: 1n << 63n, r: 65_535 }, data });
row(costly, 'too much work', { scrypt: { p: 17 }, data });

const lines = rows.map((fields) => JSON.stringify(fields));
writeFileSync(new URL('encrypted.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
