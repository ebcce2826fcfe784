/** What is told about a token before the token itself. */
import { decode, verify } from '../dist/index.mjs';
import { tokenTables } from './claims-table.mjs';
import { painter } from './terminal.mjs';

export function title(text) {
  write(`${text}\n${'='.repeat(text.length)}\n`);
}

/** @param {string} [url] where Infura is, with the API key */
export function showInfura(key, token, url) {
  const publicKey = key.publicKey();
  section(
    'Public key, to paste into JWT Public Key in the settings of your API key',
    publicKey.toPem(),
  );
  section('FINGERPRINT, as the dashboard will show it', publicKey.fingerprint());
  showParts(publicKey, token);
  const { payload } = decode(token);
  section('Use it', curlInfura(token, payload, url));
}

export function showNeuron(key, token, issuer) {
  const publicKey = key.publicKey();
  section(`Public key, to save as certs/${issuer}.pem in Neuron's directory`, publicKey.toPem());
  showParts(publicKey, token);
  section(
    'Use it',
    `curl -H "Authorization: Bearer ${token}" \\\n  "http://<NEURON-HOST>:7000/api/v2/version"`,
  );
}

/** A token for nobody in particular. */
export function showPlain(token) {
  write(tokenTables(decode(token)));
}

function showParts(publicKey, token) {
  const { header, payload } = verify(token, publicKey);
  if (process.stdout.isTTY) write(tokenTables({ header, payload }));
  else {
    section('Header', JSON.stringify(header, null, 2));
    section('Payload', JSON.stringify(payload, null, 2));
  }
  const expires = new Date(payload.exp * 1000).toISOString();
  section('Checked', `The signature is good for the public key above. It expires ${expires}.`);
}

/** The request of Infura's documentation, or the one that the token's lists allow. */
function curlInfura(
  token,
  { methods, addresses },
  url = 'https://mainnet.infura.io/v3/<YOUR-API-KEY>',
) {
  const method = methods?.[0] ?? 'eth_blockNumber';
  const params = method === 'eth_getBalance' && addresses ? [addresses[0], 'latest'] : [];
  const data = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return [
    'curl -X POST',
    '-H "Content-Type: application/json"',
    `-H "Authorization: Bearer ${token}"`,
    `--data '${data.replaceAll("'", "'\\''")}'`,
    `"${url}"`,
  ].join(' \\\n  ');
}

function section(name, content) {
  write(`${painter(process.stdout)('bold', `${name}:`)}\n${content.trimEnd()}\n`);
}

function write(text) {
  process.stdout.write(`${text}\n`);
}
