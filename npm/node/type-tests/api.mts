/** What must compile, and what must not, for someone who imports the package. */
import { createPrivateKey, createSecretKey, type JsonWebKey as NodeJwk } from 'node:crypto';
import {
  type Algorithm,
  createSigner,
  createVerifier,
  decode,
  diagnose,
  type ExternalSigner,
  generateKeyPair,
  generateKeyPairAsync,
  generateSecret,
  importKey,
  infura,
  JotError,
  jws,
  Key,
  type KeyInput,
  neuron,
  sign,
  signAsync,
  verify,
  verifyAsync,
} from 'jotmint';

declare const pem: string;
declare const bytes: Uint8Array;
declare const nodeJwk: NodeJwk;

// Keys
const key: Key = importKey(pem, { algorithm: 'ES256', passphrase: 'x', keyid: 'k' });
const inputs: KeyInput[] = [
  pem,
  bytes,
  Buffer.from(pem),
  createPrivateKey(pem),
  createSecretKey(bytes),
  { kty: 'oct', k: 'AAAA', alg: 'HS256' },
  key,
];
importKey(nodeJwk);
const algorithms: readonly Algorithm[] = key.algorithms;
const { privateKey, publicKey } = generateKeyPair('RS256', { modulusLength: 3072 });
const pair: { privateKey: Key; publicKey: Key } = await generateKeyPairAsync('Ed25519');
const secret: Key = generateSecret('HS256');
const der: Uint8Array = key.publicKey().toDer('spki');
const texts: string[] = [key.toPem('pkcs8'), key.fingerprint(), key.thumbprint()];
// @ts-expect-error there is no such algorithm
generateKeyPair('RS255');
// @ts-expect-error a secret is no pair
generateSecret('RS256');
// @ts-expect-error keys are imported, not constructed
new Key();
// @ts-expect-error what a key is does not change
key.keyid = 'other';

// Tokens
const token: string = sign({ sub: 'a' }, inputs[0] ?? key, { expiresIn: '1h', now: new Date() });
const promised: Promise<string> = signAsync({ sub: 'a' }, key, { audience: ['a', 'b'], now: 5 });
const { header, payload } = verify<{ sub: string }>(token, publicKey, { algorithms: ['RS256'] });
const sub: string = payload.sub;
const alg: Algorithm = header.alg;
const exp: number | undefined = verify(token, [pem, key]).payload.exp;
const signedBy: Key = (await verifyAsync(token, { keys: [{ kty: 'RSA' }] })).key;
const signature: Uint8Array = decode(token).signature;
// @ts-expect-error the name is keyid
sign({}, key, { kid: 'k' });
// @ts-expect-error claims are an object
sign('text', key);
// @ts-expect-error a key is needed
sign({});
// @ts-expect-error the algorithm is one that exists
verify(token, key, { algorithms: ['none'] });

// Many
const signer = createSigner(privateKey, { expiresIn: 60 });
const many: string[] = await signer.signMany([{ a: 1 }], {
  signal: AbortSignal.timeout(1000),
  onProgress: (done, total) => console.log(done / total),
});
for (const result of await createVerifier<{ sub: string }>(publicKey).verifyMany(many)) {
  if (result.ok) result.payload.sub.toUpperCase();
  else result.error.code.toLowerCase();
}

// A signer of one's own
const external: ExternalSigner = { algorithm: 'ES256', keyid: 'k', sign: async (input) => input };
signAsync({}, external);
createSigner(external);
infura.signAsync({}, external, { keyid: 'k', expiresIn: '1h' });
// @ts-expect-error not in a synchronous call
sign({}, external);

// Any bytes
const compact: string = jws.sign('text', key, { header: { cty: 'text/plain' } });
const content: Uint8Array = jws.verify(compact, key, { crit: ['b'] }).payload;

// Services
infura.sign({ methods: ['eth_call'] }, key, { keyid: 'k', expiresIn: '1h' });
infura.createSigner(key, { keyid: 'k', expiresIn: 60 }).sign({ addresses: [] });
neuron.sign({ user: 'me' }, key, { issuer: 'me', expiresIn: '7d' });
neuron.createSigner(key, { issuer: 'me', expiresIn: '7d' }).sign({});
const decision = infura
  .createGate({ keys: [{ id: 'k', name: 'n', publicKey: 'PEM' }], requireJwt: true })
  .authorize({ authorization: null, origin: undefined, body: new Uint8Array() });
if (decision.allowed) decision.token?.key.id.toUpperCase();
else decision.body.error.message.toUpperCase();
// @ts-expect-error a request has a body
infura.createGate({}).authorize({ authorization: 'Bearer x' });
const answer = neuron
  .createVerifier({ keys: { 'a.pem': 'PEM' } }, { emulate: true })
  .authorize('x');
if (answer.ok) answer.user.toUpperCase();
else answer.error satisfies 1004 | 1005 | 1006 | 1007;
for (const { severity, hint } of diagnose(token, { key, provider: 'infura' })) {
  severity satisfies 'error' | 'warning' | 'info';
  hint?.toUpperCase();
}
// @ts-expect-error there is no such service
diagnose(token, { provider: 'alchemy' });
// @ts-expect-error Infura needs a keyid
infura.sign({}, key, { expiresIn: '1h' });
// @ts-expect-error Neuron needs an issuer
neuron.sign({}, key, { expiresIn: '1h' });
// @ts-expect-error methods are a list
infura.sign({ methods: 'eth_call' }, key, { keyid: 'k', expiresIn: '1h' });

// Errors
try {
  verify(token, key);
} catch (error) {
  if (error instanceof JotError && error.code === 'ERR_JWT_EXPIRED') console.log(error.claim);
  // @ts-expect-error there is no such code
  if (error instanceof JotError && error.code === 'ERR_JWT_EXPIERD') console.log(error.hint);
}

export {
  alg,
  algorithms,
  content,
  der,
  exp,
  pair,
  promised,
  secret,
  signature,
  signedBy,
  sub,
  texts,
};
