/** The gate, and Neuron's decision, in the Web's own terms: Hono, Deno, Cloudflare's runtime, Bun. */
import type { Gate } from '../../../api/src/gate.js';
import type { NeuronVerifier } from '../../../api/src/neuron-verifier.js';
import { type NeuronHandlerOptions, refusalByNeuron } from '../neuron.js';
import {
  ambiguousBody,
  bodyTooLong,
  type HandlerOptions,
  MAX_BODY_LENGTH,
  type Refusal,
  unlessRefused,
} from '../refusal.js';

export type { Gate } from '../../../api/src/gate.js';
export type { NeuronVerifier } from '../../../api/src/neuron-verifier.js';
export type { NeuronHandlerOptions, NeuronRefusal } from '../neuron.js';
export type { HandlerOptions, Refusal, Token } from '../refusal.js';

/** What the handler in the Web's terms may be told. */
export interface WebHandlerOptions extends HandlerOptions<Request> {
  /**
   * Decide about a WebSocket's handshake by its headers. Each message on it must then be given to
   * `gate.authorize` with the same headers. Default: false, and a handshake is refused.
   */
  webSockets?: boolean;
}

/**
 * Answers a request that is refused, and gives undefined for one that may pass. Its body is still
 * there to be read.
 *
 * @example
 * const handler = createHandler(infura.createGate({ keys }));
 * app.use(async (context, next) => (await handler(context.req.raw)) ?? next());
 */
export function createHandler(
  gate: Gate,
  options: WebHandlerOptions = {},
): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const decision = await decide(gate, request, options);
    if (decision.allowed) {
      options.onAllowed?.(decision.token, request);
      return undefined;
    }
    options.onRefused?.(decision, request);
    return Response.json(decision.body, { status: decision.status });
  };
}

/**
 * The same by Neuron's rules. Only the `Authorization` header is looked at; the body is left unread.
 *
 * @example
 * const handler = createNeuronHandler(neuron.createVerifier({ keys }));
 * app.use(async (context, next) => (await handler(context.req.raw)) ?? next());
 */
export function createNeuronHandler(
  verifier: Pick<NeuronVerifier, 'authorize'>,
  options: NeuronHandlerOptions<Request> = {},
): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const authorization = request.headers.get('authorization');
    const refusal = refusalByNeuron(verifier, authorization, request, options);
    return refusal && Response.json(refusal.body, { status: refusal.status });
  };
}

async function decide(gate: Gate, request: Request, options: WebHandlerOptions) {
  const { headers } = request;
  const connection = {
    authorization: headers.get('authorization'),
    origin: headers.get('origin'),
    userAgent: headers.get('user-agent'),
    withToken: options.onAllowed !== undefined,
  };
  const isHandshake =
    request.method === 'GET' && headers.get('upgrade')?.toLowerCase() === 'websocket';
  if (options.webSockets && isHandshake) return gate.authorizeConnection(connection);
  const ambiguous = ambiguousBody(
    headers.get('content-type'),
    headers.get('content-encoding'),
    headers.get('origin'),
  );
  const refused = (refusal: Refusal) => ({
    allowed: false as const,
    ...unlessRefused(gate, connection, refusal),
  });
  if (ambiguous) return refused(ambiguous);
  const maximum = options.maxBodyLength ?? MAX_BODY_LENGTH;
  const body = await bodyOf(request, maximum);
  if (!body) return refused(bodyTooLong(maximum));
  return gate.authorize({ ...connection, body });
}

/** Of a copy, so that the request can still be read. Undefined where it is too long. */
async function bodyOf(request: Request, maximum: number): Promise<Uint8Array | undefined> {
  if (request.bodyUsed) {
    throw new TypeError('The body has been read already: put the gate before what reads it.');
  }
  if (Number(request.headers.get('content-length')) > maximum) return undefined;
  const reader = request.clone().body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length > maximum) {
      // What is left is given up; there is nobody to wait for that.
      reader?.cancel().catch(() => {});
      return undefined;
    }
  }
  return joined(chunks, length);
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}
