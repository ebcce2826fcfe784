/** What is told about a token before the token itself. */
import { decode, verify } from '../dist/index.mjs';

export function title(text) {
  write(`${text}\n${'='.repeat(text.length)}\n`);
}

/** To standard error: it is about the file, not part of what was asked for. */
export function showRepairs(key) {
  for (const repair of key.repairs)
    process.stderr.write(`jotmint: the key was mended: ${repair}\n`);
}

export function showInfura(key, token) {
  const publicKey = key.publicKey();
  section(
    'Public key, to paste into JWT Public Key in the settings of your API key',
    publicKey.toPem(),
  );
  section('FINGERPRINT, as the dashboard will show it', publicKey.fingerprint());
  showParts(publicKey, token);
  const { payload } = decode(token);
  section('Use it', curlInfura(token, payload));
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

function showParts(publicKey, token) {
  const { header, payload } = verify(token, publicKey);
  section('Header', JSON.stringify(header, null, 2));
  section('Payload', JSON.stringify(payload, null, 2));
  const expires = new Date(payload.exp * 1000).toISOString();
  section('Checked', `The signature is good for the public key above. It expires ${expires}.`);
}

/** The request of Infura's documentation, or the one that the token's lists allow. */
function curlInfura(token, { methods, addresses }) {
  const method = methods?.[0] ?? 'eth_blockNumber';
  const params = method === 'eth_getBalance' && addresses ? [addresses[0], 'latest'] : [];
  const data = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return [
    'curl -X POST',
    '-H "Content-Type: application/json"',
    `-H "Authorization: Bearer ${token}"`,
    `--data '${data}'`,
    '"https://mainnet.infura.io/v3/<YOUR-API-KEY>"',
  ].join(' \\\n  ');
}

function section(name, content) {
  write(`${name}:\n${content.trimEnd()}\n`);
}

function write(text) {
  process.stdout.write(`${text}\n`);
}
