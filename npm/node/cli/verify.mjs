/** `jotmint verify`: is this token good? */
import { JotError, verify as verifyToken } from '../dist/index.mjs';
import { tokenTables } from './claims-table.mjs';
import { kindOf, namesOf } from './describe-key.mjs';
import { errorFor } from './failure.mjs';
import { keysFrom } from './key-source.mjs';
import { ALGORITHMS, keyOptions, output } from './options.mjs';
import { harmless, painter, printJson } from './terminal.mjs';
import { tokenFrom } from './token-source.mjs';

const text = (value, help) => ({ type: 'string', value, help });
const list = (value, help) => ({ type: 'string', multiple: true, value, help });

/** @type {import('./options.mjs').Command} */
export const verify = {
  name: 'verify',
  summary: 'checks the signature, the dates and the claims of a token',
  examples: `
jotmint verify --key public.pem TOKEN
jotmint verify --key jwks.json --issuer https://id.example --audience api TOKEN
jotmint verify --key secret.txt --algorithm HS256 --json - < token.txt`,
  argument: { value: 'TOKEN', help: 'the token; - or nothing reads standard input' },
  groups: [
    {
      title: 'The key, one of the first two',
      options: keyOptions('a public key, a JWKS, or a secret with --algorithm HS256'),
    },
    {
      title: 'What the token must be like',
      options: {
        algorithm: {
          ...list('NAME', 'take this one; default: those of the key; may be repeated'),
          choices: ALGORITHMS,
        },
        issuer: { ...list('TEXT', '`iss` must be this, or one of these'), alias: 'iss' },
        audience: { ...list('TEXT', '`aud` must hold this, or one of these'), alias: 'aud' },
        subject: { ...text('TEXT', '`sub` must be this'), alias: 'sub' },
        jwtid: { ...text('TEXT', '`jti` must be this'), alias: 'jti' },
        typ: text('TEXT', "the header's `typ` must be this"),
        require: list('CLAIM', 'this claim must be there; may be repeated'),
        'max-age': text('TIME', 'how old it may be by its `iat`: 90s, 30m, 1h'),
        'clock-tolerance': text('TIME', 'how far the clocks may be apart: 5s'),
      },
    },
    output,
  ],
  notes: 'It exits with 0 for a good token and with 1 for one that is refused, or a key that is.',
  async run(values, argument) {
    const token = await tokenFrom(argument);
    try {
      const verified = verifyToken(token, await keysFrom(values), checks(values));
      (values.json ? tellProgram : tellPerson)(verified);
      return 0;
    } catch (error) {
      if (!values.json || !(error instanceof JotError)) throw error;
      const { exit, ...rest } = errorFor(error, verify);
      if (exit !== 1) throw error;
      printJson({ valid: false, error: rest });
      return exit;
    }
  },
};

function checks(values) {
  const options = {
    algorithms: values.algorithm,
    issuer: values.issuer,
    audience: values.audience,
    subject: values.subject,
    jwtid: values.jwtid,
    typ: values.typ,
    requiredClaims: values.require,
    maxAge: values['max-age'],
    clockTolerance: values['clock-tolerance'],
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function tellProgram({ header, payload, key }) {
  const { type, bits, curve, keyid } = key;
  printJson({ valid: true, header, payload, key: { type, curve, bits, keyid, ...namesOf(key) } });
}

function tellPerson({ header, payload, key }) {
  const paint = painter(process.stdout);
  const { fingerprint } = namesOf(key);
  const by = [
    kindOf(key),
    ...(key.keyid === undefined ? [] : [`kid ${harmless(key.keyid)}`]),
    ...(fingerprint === undefined ? [] : [`fingerprint ${fingerprint}`]),
  ];
  process.stdout.write(
    `${paint(['bold', 'green'], 'The token is good.')} Signed by a ${by.join(', ')}.\n\n`,
  );
  process.stdout.write(tokenTables({ header, payload }));
}
