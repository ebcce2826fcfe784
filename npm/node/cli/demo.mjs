/** The whole way, once for each kind of key and service, with keys that nobody will miss. */
import { generateKeyPairAsync, infura, neuron } from '../dist/index.mjs';
import { showInfura, showNeuron, title } from './show.mjs';

/** An ID as Infura's dashboard shows one. */
const EXAMPLE_ID = '42f5184e315e40d4b79325778691093a';
const EXAMPLE_ADDRESS = '0x1937c5c515057553ccbd46d5866455ce66290284';

export async function demo() {
  for (const [algorithm, name] of [
    ['RS256', 'RSA'],
    ['ES256', 'EC'],
  ]) {
    title(`A token for Infura, signed with an ${name} key (${algorithm})`);
    const { privateKey } = await generateKeyPairAsync(algorithm);
    const claims = { methods: ['eth_getBalance'], addresses: [EXAMPLE_ADDRESS] };
    const token = infura.sign(claims, privateKey, { keyid: EXAMPLE_ID, expiresIn: '1h' });
    showInfura(privateKey, token);
    process.stdout.write(`\n${token}\n\n`);
  }
  title('A token for Neuron');
  const { privateKey } = await generateKeyPairAsync('RS256');
  const token = neuron.sign({}, privateKey, { issuer: 'ci-bot', expiresIn: '7d' });
  showNeuron(privateKey, token, 'ci-bot');
  process.stdout.write(`\n${token}\n`);
}
