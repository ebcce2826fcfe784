/** The command that makes a token like this one. */
import { lifetime, type Said, texts } from './said.js';
import { quoted } from './shell.js';

export function command(said: Said, program: string): string {
  switch (said.provider) {
    case 'infura':
      return flags(said, [
        ['kid', said.header.kid],
        ...texts(said.payload.methods).map((one): Flag => ['method', one]),
        ...texts(said.payload.addresses).map((one): Flag => ['address', one]),
        ...texts(said.payload.origins).map((one): Flag => ['origin', one]),
        ...texts(said.payload.user_agents).map((one): Flag => ['user-agent', one]),
      ]);
    case 'neuron':
      return flags(said, [
        ['issuer', said.payload.iss],
        ['user', said.payload.user],
      ]);
    case 'jwt':
      return `node --input-type=module <<'END'\n${program}END`;
  }
}

type Flag = [name: string, value: unknown];

function flags(said: Said, own: readonly Flag[]): string {
  const seconds = lifetime(said);
  const all: Flag[] = [
    ['key', 'private_key.pem'],
    ...own,
    ['expires-in', seconds === undefined ? '1h' : `${seconds}s`],
  ];
  const written = all
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(([name, value]) => `--${name} ${quoted(String(value))}`);
  return [`npx jotmint sign --provider ${said.provider}`, ...written].join(' \\\n  ');
}
