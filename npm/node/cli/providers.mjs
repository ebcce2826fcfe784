/** Who a token is for, and which options mean something there. */
import { infura, neuron, sign } from '../dist/index.mjs';
import { UsageError } from './usage.mjs';

const NETWORK = 'https://mainnet.infura.io/v3/';

const INFURA_ONLY = ['method', 'address', 'origin', 'user-agent'];

export const signers = {
  jwt: {
    refuse: (values) => refuseOthers(values, 'a token for no provider', [...INFURA_ONLY, 'user']),
    options: (values) =>
      given({
        ...shared(values),
        audience: one(values.audience),
        issuer: values.issuer,
        keyid: values.kid,
        header: values.typ === undefined ? undefined : { typ: values.typ },
      }),
    sign: (claims, key, _values, options) => sign(claims, key, options),
  },
  infura: {
    refuse: (values) =>
      refuseOthers(values, 'infura', ['issuer', 'user', 'audience', 'exp', 'typ', 'no-timestamp']),
    options: (values, lookUp) => {
      const keyid = values.kid ?? lookUp('JWT_KEY_ID');
      refuseApiKey(keyid, lookUp('INFURA_API_KEY'));
      return given({ ...shared(values), keyid });
    },
    sign(claims, key, values, options) {
      const lists = given({
        methods: values.method,
        addresses: values.address,
        origins: values.origin,
        userAgents: values['user-agent'],
      });
      return infura.sign({ ...claims, ...lists }, key, options);
    },
  },
  neuron: {
    refuse: (values) =>
      refuseOthers(values, 'neuron', [
        ...['kid', ...INFURA_ONLY, 'subject', 'audience', 'jwtid'],
        ...['exp', 'not-before', 'typ', 'no-timestamp'],
      ]),
    options: (values) => given({ ...shared(values), issuer: values.issuer }),
    sign: (claims, key, values, options) =>
      neuron.sign({ ...claims, ...given({ user: values.user }) }, key, options),
  },
};

/** Where Infura is, by the variables of its tutorial. */
export function infuraPlace(lookUp) {
  const network = lookUp('INFURA_NETWORK_URL') ?? NETWORK;
  const apiKey = lookUp('INFURA_API_KEY');
  // Both go into a command that somebody is to run.
  if (!/^https?:\/\/[\w.:/-]+$/.test(network)) {
    throw new UsageError(`INFURA_NETWORK_URL is no address such as ${NETWORK}`);
  }
  if (apiKey !== undefined && !/^[\w-]+$/.test(apiKey)) {
    throw new UsageError('INFURA_API_KEY is no API key: it holds more than letters and digits');
  }
  return `${network.replace(/\/?$/, '/')}${apiKey ?? '<YOUR-API-KEY>'}`;
}

function refuseApiKey(keyid, apiKey) {
  if (!keyid || keyid !== apiKey) return;
  throw new UsageError(
    'the key ID is the API key; take the ID that the dashboard shows for the uploaded public key',
  );
}

function shared(values) {
  return {
    expiresIn: values['expires-in'],
    notBefore: values['not-before'],
    algorithm: values.algorithm,
    subject: values.subject,
    jwtid: values.jwtid,
    noTimestamp: values['no-timestamp'],
  };
}

/** One audience is a text, as everybody reads it; several are a list. */
function one(values) {
  return values?.length === 1 ? values[0] : values;
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
