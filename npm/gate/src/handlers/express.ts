/**
 * The gate, and Neuron's decision, for Express and connect.
 *
 * What the gate decides about is what the handlers behind are given, wherever the gate stands:
 * - before every body parser, it reads the bytes itself; `req.rawBody` holds them and `req.body`
 *   their value, and a parser behind leaves both alone;
 * - behind a parser that kept bytes or text (`express.raw`, `express.text`, or a `req.rawBody`), it
 *   decides about those;
 * - behind one that kept a value only (`express.json`), it decides about that value.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Decision, Gate } from '../../../api/src/gate.js';
import type { NeuronVerifier } from '../../../api/src/neuron-verifier.js';
import { Aborted, readBytes } from '../bytes.js';
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

/** A request of Express or connect, with what body parsers leave on it. */
export type ParsedRequest = IncomingMessage & { body?: unknown; rawBody?: unknown };

/** `(req, res, next)`: answers a request that is refused, and calls `next` for one that may pass. */
export type Middleware<R extends IncomingMessage = ParsedRequest> = (
  request: R,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * @example
 * app.post('/', createMiddleware(infura.createGate({ keys })), (req, res) => { … });
 */
export function createMiddleware(
  gate: Gate,
  options: HandlerOptions<ParsedRequest> = {},
): Middleware {
  return (request, response, next) => {
    decide(gate, request, options)
      .then((decision) => {
        if (decision.allowed) {
          options.onAllowed?.(decision.token, request);
          return next();
        }
        options.onRefused?.(decision, request);
        // What has not been read of the request would be taken for the next one.
        if (!request.complete) response.setHeader('Connection', 'close');
        answer(response, decision);
      })
      .catch((error) => {
        // There is nobody left to answer to.
        if (!(error instanceof Aborted)) next(error);
      });
  };
}

/**
 * The same by Neuron's rules. Only the `Authorization` header is looked at, so it may stand before
 * parsers or behind them.
 *
 * @example
 * app.use(createNeuronMiddleware(neuron.createVerifier({ directory: '/opt/neuron/certs' })));
 */
export function createNeuronMiddleware<R extends IncomingMessage>(
  verifier: Pick<NeuronVerifier, 'authorize'>,
  options: NeuronHandlerOptions<R> = {},
): Middleware<R> {
  return (request, response, next) => {
    let refusal: ReturnType<typeof refusalByNeuron>;
    try {
      refusal = refusalByNeuron(verifier, connectionOf(request).authorization, request, options);
    } catch (error) {
      return next(error);
    }
    if (!refusal) return next();
    answer(response, refusal);
  };
}

async function decide(
  gate: Gate,
  request: ParsedRequest,
  { maxBodyLength: maximum = MAX_BODY_LENGTH, onAllowed }: HandlerOptions<ParsedRequest>,
): Promise<Extract<Decision, { allowed: true }> | (Refusal & { allowed: false })> {
  const connection = connectionOf(request);
  const refused = (refusal: Refusal) => ({
    allowed: false as const,
    ...unlessRefused(gate, connection, refusal),
  });
  const withToken = onAllowed !== undefined;
  const isUnread = !request.readableDidRead && !request.readableEnded;
  if (!isUnread) {
    const body = remains(request);
    if (Buffer.byteLength(body) > maximum) return refused(bodyTooLong(maximum));
    const decision = gate.authorize({ ...connection, body, withToken });
    if (decision.allowed) hand(request, body);
    return decision;
  }
  const { 'content-type': type, 'content-encoding': encoding, origin } = request.headers;
  const ambiguous = ambiguousBody(type, encoding, origin);
  if (ambiguous) return refused(ambiguous);
  const body = await readBytes(request, maximum);
  if (!body) return refused(bodyTooLong(maximum));
  const decision = gate.authorize({ ...connection, body, withToken });
  if (decision.allowed) {
    // The second name is how the parsers of Express 4 know that there is nothing left for them.
    Object.assign(request, { rawBody: body, body: JSON.parse(body.toString()), _body: true });
  }
  return decision;
}

/** What parsers have left of a body, at its nearest to the bytes. */
function remains({ rawBody, body }: ParsedRequest): string | Uint8Array {
  for (const kept of [rawBody, body]) {
    if (typeof kept === 'string' || kept instanceof Uint8Array) return kept;
  }
  if (body === undefined) {
    throw new TypeError('The body has been read already, and nothing is left of it in `req.body`.');
  }
  try {
    return JSON.stringify(body);
  } catch {
    // Nested too deeply to be written again, so the gate would not read it either.
    return '';
  }
}

/** Two of one thing are made one, so that no handler can take the other. */
function hand(request: ParsedRequest, decided: string | Uint8Array): void {
  if (request.rawBody === undefined || decided !== request.rawBody) return;
  request.body = JSON.parse(Buffer.from(decided).toString());
}

function answer(
  response: ServerResponse,
  { status, body }: { status: number; body: object },
): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
}
