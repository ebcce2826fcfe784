/** `jotmint sign`: a token, plain or as a service wants it. */
import { decode } from '../dist/index.mjs';
import { claimsFrom, dateFrom } from './claims-source.mjs';
import { namesOf } from './describe-key.mjs';
import { environment } from './environment.mjs';
import { keyFrom } from './key-source.mjs';
import { ALGORITHMS, keyOptions, output, PROVIDERS, passphrase } from './options.mjs';
import { infuraPlace, signers } from './providers.mjs';
import { showInfura, showNeuron, showPlain } from './show.mjs';
import { printJson } from './terminal.mjs';
import { UsageError } from './usage.mjs';

const text = (value, help) => ({ type: 'string', value, help });
const list = (value, help) => ({ type: 'string', multiple: true, value, help });

/** @type {import('./options.mjs').Command} */
export const sign = {
  name: 'sign',
  summary: 'makes a signed token',
  examples: `
jotmint sign --key private.pem --sub alice --aud api --expires-in 15m
jotmint sign --key-env JWT_KEY --claims '{"role":"admin"}' --expires-in 1h
jotmint sign --key secret.txt --algorithm HS256 --claims @claims.json
jotmint sign --provider infura --key private_key.pem --expires-in 1h
jotmint sign --provider neuron --key private.key --issuer NAME --expires-in 7d`,
  groups: [
    {
      title: 'The key, one of the first two',
      options: {
        ...keyOptions('a PEM, DER or JWK file, or a secret'),
        ...passphrase,
        algorithm: {
          ...text('NAME', 'default: the one that goes with the key'),
          choices: ALGORITHMS,
        },
      },
    },
    {
      title: 'What it says',
      options: {
        claims: text('JSON', 'claims as JSON; @FILE reads a file, - standard input'),
        subject: { ...text('TEXT', 'whom it is about'), alias: 'sub' },
        audience: { ...list('TEXT', 'whom it is for; may be repeated'), alias: 'aud' },
        issuer: {
          ...text('TEXT', "who makes it; for Neuron, the public key's file in certs/ without .pem"),
          alias: 'iss',
        },
        jwtid: { ...text('TEXT', 'its own ID'), alias: 'jti' },
        'expires-in': text('TIME', 'how long it lasts: 30m, 1h, 7d'),
        exp: text('DATE', 'when it ends instead: 2030-01-31T12:00:00Z, or seconds since 1970'),
        'not-before': text('TIME', 'after which time it starts: 5m'),
        'no-timestamp': { type: 'boolean', help: 'leave out `iat`' },
        kid: text('ID', "names the key; Infura's dashboard shows it for the uploaded public key"),
        typ: text('TEXT', "the header's `typ`; default: JWT"),
      },
    },
    {
      title: 'For a service',
      options: {
        provider: {
          ...text('infura|neuron', 'fill in what it wants, refuse what it would refuse'),
          choices: PROVIDERS,
        },
        method: list(
          'NAME',
          'Infura: allow this JSON-RPC method only; may be repeated, as the next',
        ),
        address: list('0x...', 'Infura: allow questions about this address only'),
        origin: list('URL', 'Infura: allow this web origin only'),
        'user-agent': list('TEXT', 'Infura: allow user agents that contain this only'),
        user: text('NAME', 'Neuron: whom it takes the caller for; default: admin'),
      },
    },
    output,
  ],
  notes: `
In a pipe, the output is the token alone. For Infura, JWT_KEY_ID stands in for --kid, and on a
terminal INFURA_API_KEY and INFURA_NETWORK_URL are filled into the \`curl\` command that is shown.`,
  run: (values) => signed(values, { report: process.stdout.isTTY === true }),
};

/** `jotmint --provider …`: the same, with everything there is to say about the token before it. */
export const mint = {
  ...sign,
  run(values) {
    if (values.provider === undefined) {
      throw new UsageError('say who the token is for: --provider infura or neuron');
    }
    return signed(values, { report: true });
  },
};

async function signed(values, { report }) {
  const lookUp = environment(values);
  const signer = signers[values.provider ?? 'jwt'];
  signer.refuse(values);
  const options = signer.options(values, lookUp);
  const claims = await claimsFrom(values.claims);
  if (values.exp !== undefined) {
    if (Object.hasOwn(claims, 'exp'))
      throw new UsageError('`exp` is among the claims and in --exp');
    claims.exp = dateFrom(values.exp);
  }
  const key = await keyFrom(values);
  const token = signer.sign(claims, key, values, options);
  if (values.json) {
    const { header, payload } = decode(token);
    printJson({ token, header, payload, ...namesOf(key) });
    return;
  }
  if (report) show(values, key, token, lookUp);
  process.stdout.write(`${token}\n`);
}

function show(values, key, token, lookUp) {
  if (values.provider === 'infura') {
    // The API key is for the eyes of whoever sits there, not for a log.
    const place = process.stdout.isTTY ? infuraPlace(lookUp) : undefined;
    showInfura(key, token, place);
  } else if (values.provider === 'neuron') showNeuron(key, token, values.issuer);
  else showPlain(token);
}
