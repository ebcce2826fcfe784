/** Keys in every form that jsonwebtoken takes, and much that it does not, by name. */
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
} from 'node:crypto';
import { files } from '../material.mjs';

const PASSPHRASE = 'correct';

/** What a token can be signed with, by algorithm: names in `signing` and `verifying`. */
export const pairs = {
  HS256: ['secret', 'long', 'buffer', 'bytes', 'view', 'secret object', 'unicode', 'one byte'],
  RS256: [
    'rsa',
    'rsa pkcs1',
    'rsa buffer',
    'rsa object',
    'rsa locked',
    'rsa jwk',
    'rsa der',
    'rsa other',
  ],
  PS256: ['rsa', 'rsa object', 'pss 256', 'pss 256 object'],
  ES256: ['p256', 'p256 sec1', 'p256 parameters', 'p256 object', 'p256 locked', 'p256 jwk'],
  ES384: ['p384', 'p384 object'],
  ES512: ['p521', 'p521 object'],
};
pairs.HS384 = pairs.HS512 = pairs.HS256;
pairs.RS384 = pairs.RS512 = pairs.RS256;
pairs.PS384 = ['rsa', 'rsa pkcs1'];
pairs.PS512 = ['rsa', 'pss 512'];

const pss = (hash, saltLength) =>
  generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    ...(hash && { hashAlgorithm: hash, mgf1HashAlgorithm: hash, saltLength }),
  });

/** Private keys as text, and their public halves. */
const halves = {
  rsa: [files['infura-rsa.private.pem'], files['infura-rsa.public.pem']],
  'rsa pkcs1': [files['infura-rsa.pkcs1.pem'], files['infura-rsa.pkcs1-public.pem']],
  'rsa other': [files['neuron.private.pem'], files['neuron.public.pem']],
  'rsa 1024': [files['rsa-1024.private.pem'], files['rsa-1024.public.pem']],
  p256: [files['infura-ec.pkcs8.pem'], files['infura-ec.public.pem']],
  'p256 sec1': [files['infura-ec.private.pem'], files['infura-ec.certificate.pem']],
  'p256 parameters': [files['infura-ec.parameters.pem'], files['infura-ec.public.pem']],
  p384: [files['secp384r1.private.pem'], files['secp384r1.public.pem']],
  p521: [files['secp521r1.private.pem'], files['secp521r1.public.pem']],
  secp256k1: [files['secp256k1.private.pem'], files['secp256k1.public.pem']],
  ed25519: [files['ed25519.private.pem'], files['ed25519.public.pem']],
  ed448: pems(generateKeyPairSync('ed448')),
  x25519: pems(generateKeyPairSync('x25519')),
  brainpool: pems(generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' })),
  'rsa 512': pems(generateKeyPairSync('rsa', { modulusLength: 512 })),
  'pss 256': pems(pss('sha256', 32)),
  'pss 512': pems(pss('sha512', 64)),
  'pss any': pems(pss()),
  'pss short': pems(pss('sha256', 20)),
  'pss long': pems(pss('sha256', 64)),
};

function pems({ privateKey, publicKey }) {
  return [
    privateKey.export({ format: 'pem', type: 'pkcs8' }),
    publicKey.export({ format: 'pem', type: 'spki' }),
  ];
}

const secrets = {
  secret: 'secret',
  long: 'a secret of sixty-four bytes and more, which is long enough for HS512, too',
  unicode: 'gehëim \u{1f511}',
  'one byte': 'x',
  buffer: Buffer.from('secret'),
  bytes: new Uint8Array([1, 2, 3, 254, 255]),
  view: new DataView(new Uint8Array([9, 8, 7, 6, 5, 4]).buffer, 1, 4),
  'secret object': createSecretKey(Buffer.from('secret')),
  'json text': '{"kty":"oct","k":"c2VjcmV0"}',
  'private der': createPrivateKey(files['infura-rsa.private.pem']).export({
    format: 'der',
    type: 'pkcs8',
  }),
};

/** PEMs that Node cannot read, and what else is no key. */
const broken = {
  truncated: files['infura-rsa.private.pem'].slice(0, 300),
  request: files['infura-rsa.request.pem'],
  openssh: files['foreign-openssh.pem'],
  'locked, no passphrase': files['infura-rsa.encrypted.pem'],
  'only a mark': '-----BEGIN',
};

/** What jotmint mends, by what comes of it. */
export const mended = {
  'escaped private': files['infura-rsa.private.pem'],
  'escaped public': files['infura-rsa.public.pem'],
};
const escaped = (name) => ({ [name]: mended[name].replaceAll('\n', '\\n') });

const nothing = {
  undefined: undefined,
  null: null,
  'empty text': '',
  'empty buffer': Buffer.alloc(0),
  'empty object': createSecretKey(Buffer.alloc(0)),
  blank: ' ',
  zero: 0,
  number: 5,
  true: true,
  false: false,
  'plain object': {},
  array: [],
  'no key in it': { key: undefined, passphrase: 'x' },
  'a secret in it': { key: 'secret', passphrase: '' },
};

/** The private keys (half 0) or the public ones, in all they come in. */
function forms(half) {
  const isPrivate = half === 0;
  const object = (pem) => (isPrivate ? createPrivateKey : createPublicKey)(pem);
  const locked = (pem, passphrase, cipher = 'aes-256-cbc') => ({
    key: createPrivateKey(pem).export({ format: 'pem', type: 'pkcs8', cipher, passphrase }),
    passphrase,
  });
  const all = {};
  for (const [key, pair] of Object.entries(halves)) all[key] = pair[half];
  for (const key of [
    'rsa',
    'rsa 1024',
    'p256',
    'p384',
    'p521',
    'ed25519',
    'ed448',
    'secp256k1',
    'pss 256',
  ]) {
    all[`${key} object`] = object(halves[key][half]);
  }
  all['rsa buffer'] = Buffer.from(halves.rsa[half]);
  all['rsa view'] = new Uint8Array(Buffer.from(halves.rsa[half]));
  for (const key of ['rsa', 'p256']) {
    all[`${key} locked`] = isPrivate
      ? locked(halves[key][0], PASSPHRASE)
      : { key: halves[key][1], passphrase: PASSPHRASE };
    all[`${key} jwk`] = { key: object(halves[key][half]).export({ format: 'jwk' }), format: 'jwk' };
  }
  const type = isPrivate ? 'pkcs8' : 'spki';
  all['rsa der'] = {
    key: object(halves.rsa[half]).export({ format: 'der', type }),
    format: 'der',
    type,
  };
  all['rsa in an object'] = { key: halves.rsa[half] };
  all['rsa needlessly locked'] = { key: halves.rsa[half], passphrase: 'x' };
  all['wrongly locked'] = { ...locked(halves.rsa[0], PASSPHRASE), passphrase: 'wrong' };
  all['old locked'] = { key: files['infura-rsa.old-encrypted.pem'], passphrase: PASSPHRASE };
  all['the other half'] = halves.rsa[1 - half];
  all['object of the other half'] = (isPrivate ? createPublicKey : createPrivateKey)(
    halves.rsa[1 - half],
  );
  return all;
}

const shared = {
  ...secrets,
  ...broken,
  ...nothing,
  ...escaped('escaped private'),
  certificate: files['infura-rsa.certificate.pem'],
};
export const signing = { ...shared, ...forms(0) };
export const verifying = { ...shared, ...forms(1), ...escaped('escaped public') };

/** The key that Node signs with, for tokens made by hand. */
export const rawKeys = {
  HS: createSecretKey(Buffer.from('secret')),
  RS: createPrivateKey(halves.rsa[0]),
  PS: createPrivateKey(halves.rsa[0]),
  ES256: createPrivateKey(halves.p256[0]),
};
