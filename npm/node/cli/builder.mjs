/** `jotmint builder`: the token builder page, from inside the package. */
import { readFile } from 'node:fs/promises';
import { servePage } from './serve-page.mjs';
import { UsageError } from './usage.mjs';

const PAGE = new URL('../builder.html', import.meta.url);
const PORT = 8765;

/** @type {import('./options.mjs').Command} */
export const builder = {
  name: 'builder',
  summary: 'serves the token builder page on this machine, until it is stopped with Ctrl-C',
  examples: `
jotmint builder
jotmint builder --port 9000`,
  groups: [
    {
      title: 'Options',
      options: {
        port: {
          type: 'string',
          value: 'NUMBER',
          help: `default: ${PORT}; 0 takes one that is free`,
        },
        help: { type: 'boolean', short: 'h', help: 'this text' },
      },
    },
  ],
  run: (values) => serve(values.port),
};

/** Listens until the process ends. */
export async function serve(port) {
  const { address } = await listening(await page(), portFrom(port));
  process.stdout.write(
    `The token builder: ${address}\nIt is served to this machine alone. Stop it with Ctrl-C.\n`,
  );
}

async function page() {
  try {
    return await readFile(PAGE);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new UsageError('this copy of jotmint has no builder page; `npm run builder` makes it');
  }
}

function portFrom(text = String(PORT)) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError('--port takes a number from 0 to 65535');
}

async function listening(html, port) {
  try {
    return await servePage(html, port);
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      throw new UsageError(`port ${port} is taken; name another with --port, or 0 for a free one`);
    }
    if (error.code === 'EACCES') {
      throw new UsageError(`port ${port} may not be used; name another with --port`);
    }
    throw error;
  }
}
