/** `jotmint diagnose`: why will this token be refused? */
import { diagnose as findingsOf } from '../dist/index.mjs';
import { inFlags } from './failure.mjs';
import { keysFrom } from './key-source.mjs';
import { ALGORITHMS, keyOptions, output, PROVIDERS } from './options.mjs';
import { sign } from './sign.mjs';
import { harmless, painter, printJson } from './terminal.mjs';
import { tokenFrom } from './token-source.mjs';

const COLOURS = { error: 'red', warning: 'yellow', info: 'cyan' };

/** @type {import('./options.mjs').Command} */
export const diagnose = {
  name: 'diagnose',
  summary: 'says everything there is to say about a token: why it will be refused, and what harms',
  examples: `
jotmint diagnose TOKEN
jotmint diagnose --provider infura --key public_key.pem TOKEN
jotmint diagnose --key jwks.json --json - < token.txt`,
  argument: { value: 'TOKEN', help: 'the token; - or nothing reads standard input' },
  groups: [
    {
      title: 'What it is looked at with',
      options: {
        provider: {
          type: 'string',
          value: 'infura|neuron',
          choices: PROVIDERS,
          help: 'the service it is for, by whose rules it is looked at as well',
        },
        ...keyOptions('a public key, a JWKS, or a secret with --algorithm HS256'),
        algorithm: {
          type: 'string',
          value: 'NAME',
          choices: ALGORITHMS,
          help: 'what a secret is for',
        },
      },
    },
    output,
  ],
  notes:
    'It exits with 1 if the token will be refused. Without a key, the signature is not looked at.',
  async run(values, argument) {
    const token = await tokenFrom(argument);
    const hasKey = values.key !== undefined || values['key-env'] !== undefined;
    const findings = findingsOf(token, {
      ...(hasKey && { key: await keysFrom(values) }),
      ...(values.provider !== undefined && { provider: values.provider }),
    });
    const isRefused = findings.some(({ severity }) => severity === 'error');
    if (values.json) printJson({ refused: isRefused, findings });
    else process.stdout.write(words(findings));
    return isRefused ? 1 : 0;
  },
};

function words(findings) {
  if (findings.length === 0) return 'There is nothing to say against this token.\n';
  const paint = painter(process.stdout);
  const paths = Math.max(...findings.map(({ path }) => harmless(path).length));
  return findings
    .map(({ code, severity, path, message, hint }) => {
      const head = `${paint(COLOURS[severity], severity.padEnd(7))}  ${harmless(path).padEnd(paths)}`;
      const under = ' '.repeat(7 + 2 + paths + 2);
      // The hints are about making the next token.
      const advice = hint === undefined ? '' : `${under}${harmless(inFlags(hint, sign))}\n`;
      return `${head}  ${harmless(message)} ${paint('dim', `(${code})`)}\n${advice}`;
    })
    .join('');
}
