/** `jotmint decode`: what a token says, true or not. */
import { decode as decodeToken } from '../dist/index.mjs';
import { tokenTables } from './claims-table.mjs';
import { output } from './options.mjs';
import { painter, printJson } from './terminal.mjs';
import { tokenFrom } from './token-source.mjs';

/** @type {import('./options.mjs').Command} */
export const decode = {
  name: 'decode',
  summary: 'shows what a token says, and verifies nothing',
  examples: `
jotmint decode TOKEN
pbpaste | jotmint decode
jotmint decode --json TOKEN | jq .payload`,
  argument: { value: 'TOKEN', help: 'the token; - or nothing reads standard input' },
  groups: [output],
  notes: 'It exits with 1 where the text is no token. `jotmint verify` checks one.',
  async run(values, argument) {
    const { header, payload, signature } = decodeToken(await tokenFrom(argument));
    if (values.json) {
      printJson({
        verified: false,
        header,
        payload,
        signature: Buffer.from(signature).toString('base64url'),
      });
      return;
    }
    const paint = painter(process.stdout);
    const warning = 'NOTHING WAS VERIFIED: anybody can write a token that says this.';
    process.stdout.write(`${paint(['bold', 'yellow'], warning)}\n\n`);
    process.stdout.write(tokenTables({ header, payload }));
  },
};
