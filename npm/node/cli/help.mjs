/** What the command takes, for `parseArgs` and for people. */
const text = { type: 'string' };
const list = { type: 'string', multiple: true };

export const options = {
  help: { type: 'boolean', short: 'h' },
  provider: text,
  key: text,
  'key-env': text,
  'passphrase-env': text,
  algorithm: text,
  'expires-in': text,
  kid: text,
  method: list,
  address: list,
  origin: list,
  'user-agent': list,
  issuer: text,
  user: text,
};

export const help = `Makes tokens that Infura and Neuron take.

  jotmint                     a demonstration with keys made in memory
  jotmint --provider infura --key FILE --kid ID --expires-in 1h
  jotmint --provider neuron --key FILE --issuer NAME --expires-in 7d
  jotmint builder             the token builder page, served to this machine alone
  jotmint gate --help         checks tokens as Infura does, in front of a node of your own

The last line of the output is the token alone.

The private key, one of
  --key FILE                  a PEM, DER or JWK file; - reads standard input
  --key-env NAME              an environment variable that holds the key itself
and for it
  --passphrase-env NAME       an environment variable that holds its passphrase
  --algorithm NAME            default: the one that goes with the key

Infura
  --kid ID                    the ID the dashboard shows for the uploaded public key
  --expires-in TIME           30m, 1h, 7d
  --method NAME               allow this JSON-RPC method only; may be repeated, as may the next
  --address 0x...             allow questions about this address only
  --origin URL                allow this web origin only
  --user-agent TEXT           allow user agents that contain this only

Neuron
  --issuer NAME               the public key's file in certs/, without its ending
  --expires-in TIME           30m, 1h, 7d
  --user NAME                 whom Neuron takes the caller for; default: admin
`;
