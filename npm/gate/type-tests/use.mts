/** What must compile, and what must not, for someone who imports the package. */
import {
  createProxy,
  type GateProxy,
  type LogRecord,
  OptionError,
  ProjectError,
} from '@jotmint/gate';
import { createMiddleware } from '@jotmint/gate/express';
import { createHook } from '@jotmint/gate/fastify';
import { createHandler, type Refusal } from '@jotmint/gate/web';
import type { FastifyInstance } from 'fastify';
import { infura } from 'jotmint';

declare const pem: string;

const gate = infura.createGate({ keys: [{ id: 'k', publicKey: pem }] });
const refusals: Refusal[] = [];
const handler: (request: Request) => Promise<Response | undefined> = createHandler(gate, {
  webSockets: true,
  onRefused: (refusal, request) => {
    refusals.push(refusal);
    console.log(refusal.reason, request.url);
  },
  onAllowed: (token) => console.log(token?.key.id.toUpperCase(), token?.payload.exp),
});
const middleware = createMiddleware(gate, {
  maxBodyLength: 5,
  onAllowed: (_, request) => console.log(request.body, request.socket.remoteAddress),
});
const hook = createHook(gate);
declare const fastify: FastifyInstance;
fastify.post(
  '/',
  {
    preParsing: createHook(gate, {
      onRefused: ({ reason }, request) => console.log(reason, request.raw.url),
    }),
  },
  async () => 'passed',
);
// @ts-expect-error a gate is needed
createHandler({});
// @ts-expect-error a length is a number
createHook(gate, { maxBodyLength: '1mb' });

const proxy: GateProxy = await createProxy({
  config: 'project.json',
  upstream: 'http://127.0.0.1:8545',
  listen: '127.0.0.1:8546',
  timeouts: { upstream: 5_000 },
  log: (record: LogRecord) => console.log(record.event),
});
const reloaded: boolean = await proxy.reload();
await createProxy({
  project: { keys: [{ id: 'k', publicKey: pem }] },
  upstream: 'http://127.0.0.1:8545',
  listen: '127.0.0.1:0',
});
// @ts-expect-error a proxy makes its gate by itself
createProxy({ gate, upstream: 'http://127.0.0.1:8545', listen: '127.0.0.1:0' });
// @ts-expect-error an upstream is needed
createProxy({ config: 'project.json', listen: '127.0.0.1:0' });
// @ts-expect-error the name is upstream
createProxy({ config: 'project.json', upstreams: 'x', upstream: 'y', listen: '127.0.0.1:0' });
try {
  await proxy.close();
} catch (error) {
  if (error instanceof ProjectError) console.log(error.file, error.line?.toFixed());
  if (error instanceof OptionError) console.log(error.message);
}

export { handler, hook, middleware, refusals, reloaded };
