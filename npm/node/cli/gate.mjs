/** `jotmint gate`: the reverse proxy of `@jotmint/gate`, until it is told to stop. */
import { parseArgs } from 'node:util';
import { UsageError } from './usage.mjs';

const text = { type: 'string' };

const options = {
  help: { type: 'boolean', short: 'h' },
  config: text,
  upstream: text,
  'upstream-websocket': text,
  listen: text,
  metrics: text,
  'log-allowed': { type: 'boolean' },
};

const help = `Lets requests to an Ethereum node pass that Infura would let pass.

  jotmint gate --config project.json --upstream http://127.0.0.1:8545 --listen 127.0.0.1:8546

  --config FILE               the project: its public keys and lists, as JSON
  --upstream URL              the node
  --upstream-websocket URL    its address for WebSockets; default: the same
  --listen HOST:PORT          where requests come in
  --metrics HOST:PORT         where /metrics and /healthz are; default: nowhere
  --log-allowed               log requests that pass as well, not only those that do not

The log is lines of JSON on standard output. A changed file, or SIGHUP, has the project read again;
where that is refused, the old one stays. SIGTERM and SIGINT end it once open requests are answered.
`;

export async function gate(args) {
  const { values } = parseArgs({ args, options, strict: true });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  for (const name of ['config', 'upstream', 'listen']) {
    if (values[name] === undefined) throw new UsageError(`the gate needs --${name}`);
  }
  const { createProxy, OptionError, ProjectError } = await load();
  const proxy = await createProxy({
    config: values.config,
    upstream: values.upstream,
    listen: values.listen,
    logAllowed: values['log-allowed'] ?? false,
    ...(values.metrics && { metrics: values.metrics }),
    ...(values['upstream-websocket'] && { upstreamWebSocket: values['upstream-websocket'] }),
  }).catch((error) => {
    const isUsage = error instanceof OptionError || error instanceof ProjectError || error.syscall;
    throw isUsage ? new UsageError(error.message) : error;
  });
  process.on('SIGHUP', () => proxy.reload());
  await new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, resolve);
  });
  await proxy.close();
}

async function load() {
  try {
    return await import('@jotmint/gate');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('the gate is a package of its own: npm install @jotmint/gate');
  }
}
