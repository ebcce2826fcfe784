/** What must compile, and what must not, for someone who imports the package. */

import type { IncomingMessage } from 'node:http';
import {
  createProxy,
  type GateProxy,
  type LogRecord,
  OptionError,
  ProjectError,
} from '@jotmint/gate';
import { createMiddleware, createNeuronMiddleware } from '@jotmint/gate/express';
import { createHook, createNeuronHook } from '@jotmint/gate/fastify';
import {
  createHandler,
  createNeuronHandler,
  type NeuronRefusal,
  type Refusal,
} from '@jotmint/gate/web';
import { neuron as inWeb } from '@jotmint/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { infura, neuron } from 'jotmint';

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
// @ts-expect-error a gate is needed
createHandler({});
// @ts-expect-error a length is a number
createHook(gate, { maxBodyLength: '1mb' });

const verifier = neuron.createVerifier({ keys: { 'ci-bot.pem': pem } });
const neuronRefusals: NeuronRefusal[] = [];
const neuronHandler: (request: Request) => Promise<Response | undefined> = createNeuronHandler(
  inWeb.createVerifier({ keys: { 'ci-bot.pem': pem } }, { emulate: true }),
  {
    onRefused: (refusal, request) => {
      neuronRefusals.push(refusal);
      console.log(refusal.error.toFixed(), refusal.name, refusal.reason, request.url);
    },
    onAllowed: (user) => console.log(user.toUpperCase()),
  },
);
const neuronMiddleware = createNeuronMiddleware(neuron.createVerifier({ directory: 'certs' }), {
  onAllowed: (user, request: IncomingMessage & { user?: string }) => {
    request.user = user;
  },
});
const neuronHook = createNeuronHook(verifier, {
  onRefused: ({ status }, request) => console.log(status === 401, request.raw.url),
});
declare const fastify: FastifyInstance;
fastify.addHook('onRequest', neuronHook);
fastify.addHook(
  'onRequest',
  createNeuronHook(verifier, {
    onAllowed: (user, request: FastifyRequest) => request.log.info(user),
  }),
);
fastify.post(
  '/',
  {
    onRequest: createNeuronHook(verifier, {
      onRefused: ({ reason }, request) => console.log(reason, request.raw.url),
    }),
    preParsing: createHook(gate, {
      onRefused: ({ reason }, request) => console.log(reason, request.raw.url),
    }),
  },
  async () => 'passed',
);
// @ts-expect-error a gate decides by Infura's rules
createNeuronHandler(gate);
// @ts-expect-error and a verifier by Neuron's
createHandler(verifier);
// @ts-expect-error no body is read
createNeuronMiddleware(verifier, { maxBodyLength: 5 });

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

export {
  handler,
  hook,
  middleware,
  neuronHandler,
  neuronHook,
  neuronMiddleware,
  neuronRefusals,
  refusals,
  reloaded,
};
