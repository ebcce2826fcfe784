/** The request that uses the token, as its receiver's document shows it. */
import { type Said, texts } from './said.js';
import { quoted } from './shell.js';

export interface Place {
  /** Infura's network, or where Neuron runs. */
  readonly network: string;
  readonly apiKey: string;
  readonly host: string;
}

export function curl(said: Said, place: Place): string {
  switch (said.provider) {
    case 'infura':
      return infura(said, place);
    case 'neuron':
      return lines([
        'curl',
        `-H ${quoted(`Authorization: Bearer ${said.token}`)}`,
        quoted(`http://${place.host || '<NEURON-HOST>'}:7000/api/v2/version`),
      ]);
    case 'jwt':
      return lines([
        'curl',
        `-H ${quoted(`Authorization: Bearer ${said.token}`)}`,
        quoted('https://api.example.com/'),
      ]);
  }
}

function infura({ token, payload }: Said, { network, apiKey }: Place): string {
  const method = texts(payload.methods)[0] ?? 'eth_blockNumber';
  const address = texts(payload.addresses)[0];
  const params = parameters(method, address);
  const data = `{"jsonrpc": "2.0", "id": 1, "method": ${JSON.stringify(method)}, "params": ${params}}`;
  const [origin] = texts(payload.origins);
  const [agent] = texts(payload.user_agents);
  return lines([
    'curl -X POST',
    `-H ${quoted('Content-Type: application/json')}`,
    `-H ${quoted(`Authorization: Bearer ${token}`)}`,
    ...(origin === undefined ? [] : [`-H ${quoted(`Origin: ${origin.replace('*.', 'www.')}`)}`]),
    ...(agent === undefined ? [] : [`-A ${quoted(agent)}`]),
    `--data ${quoted(data)}`,
    quoted(`https://${network}.infura.io/v3/${apiKey || '<YOUR-API-KEY>'}`),
  ]);
}

/** The methods that Infura holds to the list of addresses ask about one. */
function parameters(method: string, address = '<ADDRESS>'): string {
  switch (method) {
    case 'eth_getBalance':
    case 'eth_getCode':
    case 'eth_getTransactionCount':
      return JSON.stringify([address, 'latest']);
    case 'eth_getStorageAt':
      return JSON.stringify([address, '0x0', 'latest']);
    case 'eth_call':
    case 'eth_estimateGas':
      return JSON.stringify([{ to: address, data: '0x' }, 'latest']);
    case 'eth_getLogs':
      return JSON.stringify([{ address }]);
    default:
      return '[]';
  }
}

function lines(parts: readonly string[]): string {
  return parts.join(' \\\n  ');
}
