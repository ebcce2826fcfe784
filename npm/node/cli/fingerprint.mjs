/** `jotmint fingerprint`: which key is this? */
import { importKey } from '../dist/index.mjs';
import { kindOf, namesOf } from './describe-key.mjs';
import { environment } from './environment.mjs';
import { contentFrom, keyFrom, keySetIn } from './key-source.mjs';
import { keyOptions, output, passphrase } from './options.mjs';
import { harmless, painter, printJson } from './terminal.mjs';
import { UsageError } from './usage.mjs';

/** @type {import('./options.mjs').Command} */
export const fingerprint = {
  name: 'fingerprint',
  summary: "tells which key this is: Infura's FINGERPRINT and the thumbprint of RFC 7638",
  examples: `
jotmint fingerprint private_key.pem
jotmint fingerprint jwks.json
jotmint fingerprint --key-env JWT_KEY --json`,
  argument: { value: 'FILE', help: 'a key, private or public, or a JWKS; the same as --key FILE' },
  groups: [
    {
      title: 'The key',
      options: { ...keyOptions('a PEM, DER or JWK file, or a JWKS'), ...passphrase },
    },
    output,
  ],
  async run(values, argument) {
    if (argument !== undefined && values.key !== undefined) {
      throw new UsageError('the file is named twice');
    }
    const from = { ...values, ...(argument !== undefined && { key: argument }) };
    const content = await contentFrom(from, environment(from));
    const set = keySetIn(content);
    const keys =
      set === undefined ? [await keyFrom(from, content)] : set.keys.map((one) => importKey(one));
    const described = keys.map(describe);
    if (values.json) printJson(set === undefined ? described[0] : { keys: described });
    else process.stdout.write(keys.map(words).join('\n'));
  },
};

function describe(key) {
  const { kind, type, curve, bits, keyid, algorithms, repairs } = key;
  // A secret has none, and says so.
  key.fingerprint();
  return { kind, type, curve, bits, keyid, algorithms, repairs, ...namesOf(key) };
}

function words(key) {
  const paint = painter(process.stdout);
  const label = (text) => paint('cyan', text.padEnd(11));
  const rows = [
    ['Key', kindOf(key)],
    ...(key.keyid === undefined ? [] : [['kid', harmless(key.keyid)]]),
    ['Algorithms', key.algorithms.join(', ')],
    ['Fingerprint', key.fingerprint()],
    ['Thumbprint', key.thumbprint()],
    ...key.repairs.map((repair) => ['Mended', harmless(repair)]),
  ];
  return rows.map(([name, value]) => `${label(name)}  ${value}\n`).join('');
}
