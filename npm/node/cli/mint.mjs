/** A real token from a real key. */
import { infura, neuron } from '../dist/index.mjs';
import { keyFrom } from './key-source.mjs';
import { showInfura, showNeuron, showRepairs } from './show.mjs';
import { UsageError } from './usage.mjs';

const providers = { infura: mintInfura, neuron: mintNeuron };

export async function mint(values) {
  const provider = Object.hasOwn(providers, values.provider ?? '') && providers[values.provider];
  if (!provider) throw new UsageError('say who the token is for: --provider infura or neuron');
  const key = await keyFrom(values);
  showRepairs(key);
  const token = provider(values, key);
  process.stdout.write(`${token}\n`);
}

function mintInfura(values, key) {
  const claims = given({
    methods: values.method,
    addresses: values.address,
    origins: values.origin,
    userAgents: values['user-agent'],
  });
  refuseOthers(values, 'infura', ['issuer', 'user']);
  const token = infura.sign(claims, key, given({ keyid: values.kid, ...shared(values) }));
  showInfura(key, token);
  return token;
}

function mintNeuron(values, key) {
  refuseOthers(values, 'neuron', ['kid', 'method', 'address', 'origin', 'user-agent']);
  const claims = given({ user: values.user });
  const token = neuron.sign(claims, key, given({ issuer: values.issuer, ...shared(values) }));
  showNeuron(key, token, values.issuer);
  return token;
}

function shared(values) {
  return { expiresIn: values['expires-in'], algorithm: values.algorithm };
}

/** Without what was not given. */
function given(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** What would be dropped in silence is refused. */
function refuseOthers(values, provider, names) {
  const other = names.find((name) => values[name] !== undefined);
  if (other !== undefined) throw new UsageError(`--${other} means nothing to ${provider}`);
}
