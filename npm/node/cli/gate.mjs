/** `jotmint gate`: the reverse proxy of `@jotmint/gate`, until it is told to stop. */
import { UsageError } from './usage.mjs';

const text = (value, help) => ({ type: 'string', value, help });

/** @type {import('./options.mjs').Command} */
export const gate = {
  name: 'gate',
  summary: 'lets requests to an Ethereum node pass that Infura would let pass',
  examples: `
jotmint gate --config project.json --upstream http://127.0.0.1:8545 --listen 127.0.0.1:8546`,
  groups: [
    {
      title: 'Options',
      options: {
        config: text('FILE', 'the project: its public keys and lists, as JSON'),
        upstream: text('URL', 'the node'),
        'upstream-websocket': text('URL', 'its address for WebSockets; default: the same'),
        listen: text('HOST:PORT', 'where requests come in'),
        metrics: text('HOST:PORT', 'where /metrics and /healthz are; default: nowhere'),
        'log-allowed': {
          type: 'boolean',
          help: 'log requests that pass as well, not only those that do not',
        },
        help: { type: 'boolean', short: 'h', help: 'this text' },
      },
    },
  ],
  notes: `
The log is lines of JSON on standard output. A changed file, or SIGHUP, has the project read again;
where that is refused, the old one stays. SIGTERM and SIGINT end it once open requests are answered.`,
  run: serve,
};

async function serve(values) {
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
