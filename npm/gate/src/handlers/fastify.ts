/**
 * The gate for Fastify: a `preParsing` hook, so that it decides about the very bytes that go to
 * the parser or, where nothing is parsed, on to another server. Neuron's is for `onRequest`, because
 * it needs no body.
 */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Gate } from '../../../api/src/gate.js';
import type { NeuronVerifier } from '../../../api/src/neuron-verifier.js';
import { readBytes } from '../bytes.js';
import { type NeuronHandlerOptions, refusalByNeuron } from '../neuron.js';
import {
  ambiguousBody,
  bodyTooLong,
  type HandlerOptions,
  MAX_BODY_LENGTH,
  type Refusal,
  unlessRefused,
} from '../refusal.js';
import { connectionOf } from '../sent.js';

export type { Gate } from '../../../api/src/gate.js';
export type { NeuronVerifier } from '../../../api/src/neuron-verifier.js';
export type { NeuronHandlerOptions, NeuronRefusal } from '../neuron.js';
export type { HandlerOptions, Refusal, Token } from '../refusal.js';

/** What the hook needs of Fastify's request. */
export interface HookRequest {
  raw: IncomingMessage;
}

/** What the hook needs of Fastify's reply. */
export interface HookReply {
  code(status: number): unknown;
  header(name: string, value: string): unknown;
  send(body: unknown): unknown;
}

/** A stream with what Fastify counts by. */
export type HookPayload = Readable & { receivedEncodedLength?: number };

/**
 * @example
 * app.post('/', { preParsing: createHook(infura.createGate({ keys })) }, async (request) => { … });
 */
export function createHook<R extends HookRequest>(
  gate: Gate,
  options: HandlerOptions<R> = {},
): <P extends HookReply>(
  request: NoInfer<R>,
  reply: P,
  payload: HookPayload,
) => Promise<HookPayload | P> {
  const maximum = options.maxBodyLength ?? MAX_BODY_LENGTH;
  const withToken = options.onAllowed !== undefined;
  return async (request, reply, payload) => {
    const { 'content-type': type, 'content-encoding': encoding, origin } = request.raw.headers;
    const ambiguous = ambiguousBody(type, encoding, origin);
    const body = ambiguous ? undefined : await readBytes(payload, maximum);
    const connection = connectionOf(request.raw);
    if (body) {
      const decision = gate.authorize({ ...connection, body, withToken });
      if (decision.allowed) {
        options.onAllowed?.(decision.token, request);
        return streamOf(body);
      }
      return refuse(decision);
    }
    return refuse(unlessRefused(gate, connection, ambiguous ?? bodyTooLong(maximum)));

    function refuse(refusal: Refusal): typeof reply {
      options.onRefused?.(refusal, request);
      // What has not been read of the request would be taken for the next one.
      if (!request.raw.complete) reply.header('connection', 'close');
      return answer(reply, refusal);
    }
  };
}

/**
 * The same by Neuron's rules. Only the `Authorization` header is looked at.
 *
 * @example
 * app.addHook('onRequest', createNeuronHook(neuron.createVerifier({ keys })));
 */
export function createNeuronHook<R extends HookRequest>(
  verifier: Pick<NeuronVerifier, 'authorize'>,
  options: NeuronHandlerOptions<R> = {},
): <P extends HookReply>(request: NoInfer<R>, reply: P) => Promise<P | undefined> {
  return async (request, reply) => {
    const { authorization } = connectionOf(request.raw);
    const refusal = refusalByNeuron(verifier, authorization, request, options);
    return refusal && answer(reply, refusal);
  };
}

function answer<P extends HookReply>(
  reply: P,
  { status, body }: { status: number; body: object },
): P {
  reply.code(status);
  reply.header('content-type', 'application/json');
  reply.send(body);
  return reply;
}

function streamOf(body: Buffer): HookPayload {
  return Object.assign(Readable.from([body], { objectMode: false }), {
    receivedEncodedLength: body.length,
  });
}
