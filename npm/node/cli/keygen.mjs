/** `jotmint keygen`: a key pair, or a secret, in files of its own. */
import { createPrivateKey } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { generateKeyPairAsync, generateSecret } from '../dist/index.mjs';
import { kindOf, namesOf } from './describe-key.mjs';
import { environment, variable } from './environment.mjs';
import { writeKeyFiles } from './key-files.mjs';
import { ALGORITHMS, output, PROVIDERS } from './options.mjs';
import { ask, canAsk } from './passphrase.mjs';
import { harmless, printJson } from './terminal.mjs';
import { UsageError } from './usage.mjs';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/** What each service takes, best first. */
const TAKEN = { infura: ['ES256', 'RS256'], neuron: ['RS256'] };

/** @type {import('./options.mjs').Command} */
export const keygen = {
  name: 'keygen',
  summary: 'makes a key pair, or a secret, in files of its own',
  examples: `
jotmint keygen app
jotmint keygen app --provider infura
jotmint keygen ci-bot --provider neuron
jotmint keygen app --algorithm RS256 --bits 4096 --out private_key.pem
jotmint keygen app --algorithm HS256`,
  argument: {
    value: 'NAME',
    help: 'for NAME.private.pem and NAME.public.pem, or NAME.secret.jwk; default: jwt',
  },
  groups: [
    {
      title: 'The key',
      options: {
        algorithm: {
          type: 'string',
          value: 'NAME',
          choices: ALGORITHMS,
          help: 'default: ES256, or what the provider takes',
        },
        bits: {
          type: 'string',
          value: 'NUMBER',
          choices: ['2048', '3072', '4096'],
          help: 'of an RSA key: 2048 (default), 3072, 4096',
        },
        provider: {
          type: 'string',
          value: 'infura|neuron',
          choices: PROVIDERS,
          help: 'a key that it takes, and what to do with it next',
        },
        encrypt: { type: 'boolean', help: 'encrypt the private key; asks for a passphrase' },
        'passphrase-env': {
          type: 'string',
          value: 'NAME',
          help: 'encrypt it with the passphrase in this variable',
        },
        'env-file': {
          type: 'string',
          value: 'FILE',
          help: 'where else variables are; default: .env, if it is here',
        },
      },
    },
    {
      title: 'The files',
      options: {
        out: { type: 'string', value: 'FILE', help: 'for the private key, or the secret' },
        'public-out': { type: 'string', value: 'FILE', help: 'for the public key' },
        force: { type: 'boolean', help: 'replace files that are there' },
      },
    },
    output,
  ],
  notes: `
The private key's file can be read by its owner alone (mode 0600). Files that are there stay as they
are without --force.`,
  async run(values, argument = 'jwt') {
    const algorithm = algorithmFrom(values);
    const wanted = filesFrom(values, argument, algorithm.startsWith('HS'));
    const passphrase = await passphraseFrom(values, algorithm);
    const key = await made(algorithm, values.bits);
    await writeKeyFiles(contents(key, wanted, passphrase), { force: values.force === true });
    if (values.json) tellProgram(key, algorithm, wanted);
    else process.stdout.write(harmless(words(key, algorithm, wanted, values.provider)));
  },
};

function algorithmFrom({ algorithm, provider, bits }) {
  const taken = TAKEN[provider];
  const chosen = algorithm ?? taken?.[0] ?? 'ES256';
  if (taken !== undefined && !taken.includes(chosen)) {
    throw new UsageError(`${provider} takes ${taken.join(' and ')}, not ${chosen}`);
  }
  if (bits !== undefined && !/^[RP]S/.test(chosen)) {
    throw new UsageError(`--bits is for RSA keys; a key for ${chosen} has one size`);
  }
  return chosen;
}

function filesFrom(values, name, isSecret) {
  if (isSecret) {
    if (values['public-out'] !== undefined) throw new UsageError('a secret has no public half');
    return { secret: values.out ?? `${name}.secret.jwk` };
  }
  const own = values.out ?? `${name}.private.pem`;
  const other = values['public-out'] ?? publicBeside(own);
  if (own === other) throw new UsageError('the private and the public key need a file each');
  return { private: own, public: other };
}

/** private_key.pem has public_key.pem beside it, key.pem has key.public.pem. */
function publicBeside(path) {
  const name = basename(path);
  const other = /private/.test(name)
    ? name.replace('private', 'public')
    : `${name.replace(/\.(pem|key)$/, '')}.public.pem`;
  return dirname(path) === '.' && !path.startsWith('.') ? other : join(dirname(path), other);
}

async function passphraseFrom(values, algorithm) {
  const named = values['passphrase-env'];
  if (named === undefined && !values.encrypt) return undefined;
  if (algorithm.startsWith('HS'))
    throw new UsageError('a secret is written as it is, not encrypted');
  if (named !== undefined) return variable(environment(values), named);
  if (!canAsk()) throw new UsageError('there is no terminal to ask; use --passphrase-env NAME');
  const first = await ask('Passphrase for the new key: ');
  if (first === '') throw new UsageError('an empty passphrase encrypts nothing');
  if ((await ask('The same again: ')) !== first) throw new UsageError('the two were not the same');
  return first;
}

async function made(algorithm, bits) {
  if (algorithm.startsWith('HS')) return generateSecret(algorithm);
  const options = bits === undefined ? {} : { modulusLength: Number(bits) };
  return (await generateKeyPairAsync(algorithm, options)).privateKey;
}

function contents(key, files, passphrase) {
  if (files.secret !== undefined) {
    return [{ path: files.secret, text: `${JSON.stringify(key.toJwk())}\n`, mode: PRIVATE }];
  }
  const pem = key.toPem();
  const text =
    passphrase === undefined
      ? pem
      : createPrivateKey(pem).export({
          type: 'pkcs8',
          format: 'pem',
          cipher: 'aes-256-cbc',
          passphrase,
        });
  return [
    { path: files.private, text, mode: PRIVATE },
    { path: files.public, text: key.publicKey().toPem(), mode: PUBLIC },
  ];
}

function tellProgram(key, algorithm, files) {
  const { type, curve, bits } = key;
  printJson({ algorithm, type, curve, bits, files, ...namesOf(key) });
}

function words(key, algorithm, files, provider) {
  if (files.secret !== undefined) {
    return `${files.secret}: ${kindOf(key)}, for ${algorithm}. Whoever has it can make tokens.

Next:
  jotmint sign --key ${files.secret} --sub alice --expires-in 1h
`;
  }
  const { fingerprint, thumbprint } = namesOf(key);
  return `${files.private}: ${kindOf(key)}, for ${algorithm}. Keep it to yourself.
${files.public}: its public half, to hand out.

Fingerprint  ${fingerprint}
Thumbprint   ${thumbprint}

Next:
${NEXT[provider ?? 'jwt'](files, fingerprint, key)}`;
}

const NEXT = {
  jwt: (files) => `  jotmint sign --key ${files.private} --sub alice --expires-in 1h
  jotmint verify --key ${files.public} TOKEN
`,
  infura: (
    files,
    fingerprint,
    key,
  ) => `  1. In Infura's dashboard, open your API key, Settings, JWT public key, and paste this whole:

${key.publicKey().toPem().trimEnd()}

  2. The FINGERPRINT it then shows must be ${fingerprint}
  3. The ID it shows beside it goes into .env: JWT_KEY_ID=…
  4. jotmint sign --provider infura --key ${files.private} --expires-in 1h
`,
  neuron: (files) => `  1. Copy ${files.public} into Neuron's folder as certs/NAME.pem
  2. jotmint sign --provider neuron --key ${files.private} --issuer NAME --expires-in 7d
`,
};
