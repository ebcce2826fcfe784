/** What must compile, and what must not, for someone who imports the package into a page. */
import init, {
  createSigner,
  importKey,
  infura,
  type Key,
  type KeyInput,
  signAsync,
  verifyAsync,
  type WasmSource,
} from '@jotmint/web';

const sources: WasmSource[] = [
  '/jotmint.wasm',
  new URL('https://example.com/jotmint.wasm'),
  new Uint8Array(8),
  new ArrayBuffer(8),
];
await init();
await init(sources[0]);
await init(fetch('/jotmint.wasm'));
await init(WebAssembly.compileStreaming(fetch('/jotmint.wasm')));

const { privateKey, publicKey } = await crypto.subtle.generateKey(
  { name: 'ECDSA', namedCurve: 'P-256' },
  false,
  ['sign', 'verify'],
);
const inputs: KeyInput[] = [privateKey, await crypto.subtle.exportKey('jwk', publicKey)];
const key: Key = importKey(privateKey, { keyid: 'k' });
const token: string = await signAsync({ sub: 'a' }, inputs[0] ?? key, { expiresIn: '1h' });
const { payload, key: signer } = await verifyAsync<{ sub: string }>(token, [publicKey]);
const sub: string = payload.sub;
const tokens: Promise<string[]> = createSigner(privateKey).signMany([{ sub }]);
infura.signAsync({ methods: ['eth_call'] }, privateKey, { keyid: 'k', expiresIn: 60 });
// @ts-expect-error Infura needs a key ID
infura.signAsync({}, privateKey, { expiresIn: 60 });

export const all = [tokens, signer, sub];
