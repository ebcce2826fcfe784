/**
 * Does one kind of work in rounds, and prints by how many bytes the process grew in the round in
 * which it grew least: a leak grows in each, the allocators' moods do not. Run with --expose-gc.
 */
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import * as api from 'jotmint';

const read = (name) => readFileSync(new URL(`../../keys/${name}`, import.meta.url), 'utf8');
const pem = read('infura-ec.private.pem');
const publicPem = read('infura-ec.public.pem');
const key = api.importKey(pem);
const publicKey = key.publicKey();
const secret = new Uint8Array(32).fill(1);
const big = { text: 'x'.repeat(100_000) };
const hs256 = { algorithm: 'HS256' };

const kinds = {
  'keys imported': [1000, () => api.importKey(pem).publicKey().toJwk()],
  'keys made': [1000, () => api.generateKeyPair('EdDSA')],
  'signers prepared': [1000, (n) => api.createSigner(key, { jwtid: `${n}` }).sign({})],
  'verifiers prepared': [1000, (n) => api.createVerifier([publicKey], { subject: `${n}` })],
  'texts as keys': [1000, (n) => api.sign({}, `a secret of thirty-two bytes and more ${n}`, hs256)],
  'tokens refused': [1000, (n) => caught(() => api.verify(`${n}.a.b`, publicPem))],
  'keys refused': [1000, (n) => caught(() => api.importKey(`{"kty":"EC","n":"${n}"}`))],
  'large tokens': [40, () => api.decode(api.sign(big, secret, hs256))],
  promises: [1000, () => api.signAsync({}, key)],
  lists: [10, () => api.createSigner(secret, hs256).signMany(Array(300).fill({}))],
};

const ROUNDS = 7;

const [count, work] = kinds[process.argv[2]];
const sizes = [];
for (let round = 0; round <= ROUNDS; round += 1) sizes.push(await sizeAfter(round * count));
const growths = sizes.slice(1).map((size, round) => size - sizes[round]);
process.stdout.write(`${Math.min(...growths)}`);

async function sizeAfter(from) {
  for (let n = from; n < from + count; n += 1) {
    await work(n);
    if (n % 200 === 0) await setImmediate();
  }
  // Finalizers run between turns of the event loop.
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc();
    await setImmediate();
  }
  return process.memoryUsage().rss;
}

function caught(call) {
  try {
    call();
  } catch {
    // That is the point.
  }
}
