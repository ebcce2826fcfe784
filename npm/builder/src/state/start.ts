/** Where a token starts from: the members that its receiver asks for. */
import type { Key } from '@jotmint/web';
import { batch, signal } from '@preact/signals';
import { now } from './clock.js';
import { header, leading, type ProviderName, payload, provider, token } from './documents.js';
import { editBoth } from './editing.js';
import { canMake, KINDS, make, signing } from './keys.js';
import { announce } from './notice.js';

export const PROVIDERS: readonly { name: ProviderName; title: string }[] = [
  { name: 'jwt', title: 'Plain JWT' },
  { name: 'infura', title: 'Infura' },
  { name: 'neuron', title: 'Neuron' },
];

const HOUR = 3600;

/** Puts back what was there before the last start. */
export const undo = signal<(() => void) | undefined>(undefined);

export async function start(name: ProviderName): Promise<void> {
  const before = snapshot();
  const made = fits(name) ? undefined : await fittingKey(name);
  batch(() => {
    if (made !== undefined) signing.put(made);
    provider.value = name;
    editBoth(documentsFor(name));
    undo.value = before;
  });
  announce(`Started a new token: ${title(name)}.`);
}

/** The first token of the page, before anybody asked for one. */
export async function startFirst(): Promise<void> {
  const [kind] = KINDS;
  if (kind !== undefined) signing.put(await make(kind));
  editBoth(documentsFor('jwt'));
}

function documentsFor(name: ProviderName): { header: string; payload: string } {
  const alg = signing.key.value?.algorithms[0] ?? (name === 'neuron' ? 'RS256' : 'ES256');
  return { header: written({ alg, typ: 'JWT' }), payload: written(claims(name)) };
}

function claims(name: ProviderName): object {
  const dates = { iat: now.value, exp: now.value + HOUR };
  switch (name) {
    case 'infura':
      return { aud: 'infura.io', ...dates };
    case 'neuron':
      return { aud: 'neuron', iss: 'jotmint', bodyEncode: 0, ...dates };
    case 'jwt':
      return { sub: 'alice', aud: 'api', ...dates };
  }
}

function title(name: ProviderName): string {
  return PROVIDERS.find((one) => one.name === name)?.title ?? name;
}

/** Neuron takes RSA keys alone; Infura takes those and P-256. */
const ALGORITHMS: Record<ProviderName, readonly string[] | undefined> = {
  jwt: undefined,
  infura: ['ES256', 'RS256'],
  neuron: ['RS256'],
};

function fits(name: ProviderName): boolean {
  const wanted = ALGORITHMS[name];
  const has = signing.key.value?.algorithms ?? [];
  return wanted === undefined || has.some((one) => wanted.includes(one));
}

/** A key that the page made by itself may go for one that fits; a person's key never does. */
async function fittingKey(name: ProviderName): Promise<Key | undefined> {
  if (signing.filled.value && !signing.made.value) return undefined;
  const kind = KINDS.find(({ algorithm }) => ALGORITHMS[name]?.includes(algorithm));
  return kind === undefined || !canMake(kind) ? undefined : make(kind);
}

function written(members: object): string {
  return JSON.stringify(members, null, 2);
}

/** What was there, to be put back. */
function snapshot(): () => void {
  const texts = { header: header.value, payload: payload.value, token: token.value };
  const before = { provider: provider.value, leading: leading.value, key: signing.key.value };
  return () => {
    batch(() => {
      provider.value = before.provider;
      if (before.key !== undefined && signing.made.value) signing.put(before.key);
      header.value = texts.header;
      payload.value = texts.payload;
      token.value = texts.token;
      leading.value = before.leading;
      undo.value = undefined;
    });
  };
}
