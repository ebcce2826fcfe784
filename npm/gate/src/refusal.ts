/** How a request is refused: by the gate, or by HTTP before the gate is asked. */
import type { Decision, Gate, GateConnection } from '../../api/src/gate.js';

/** The answer to the client, and what the log is told. */
export interface Refusal {
  /** The HTTP status to answer with. */
  status: number;
  /** The JSON to answer with. */
  body: {
    jsonrpc: '2.0';
    id: string | number | null;
    error: { code: number; message: string };
  };
  /** Why, for programs such as counters. */
  code: string;
  /** Why, for the log. Not for the client. */
  reason: string;
}

/** The token that let a request pass. */
export type Token = NonNullable<Extract<Decision, { allowed: true }>['token']>;

/** What each handler may be told. */
export interface HandlerOptions<R> {
  /** Bytes of a body that are read at most. Default: 1 MiB, as for the gate itself. */
  maxBodyLength?: number;
  /** Is told each refusal, with its reason. The client is told the body alone. */
  onRefused?: (refusal: Refusal, request: R) => void;
  /** Is told each request that may pass, with its token if it had one. */
  onAllowed?: (token: Token | undefined, request: R) => void;
}

/** What a gate takes where it is not told otherwise. */
export const MAX_BODY_LENGTH = 1024 * 1024;

/** The gate's own word on who is asking comes before a refusal that only tells what was asked. */
export function unlessRefused(
  gate: Pick<Gate, 'authorizeConnection'>,
  connection: GateConnection,
  refusal: Refusal,
): Refusal {
  const decision = gate.authorizeConnection({ ...connection, withToken: false });
  return decision.allowed ? refusal : decision;
}

/** A body of which no more is read. The gate says the same of one that is handed to it. */
export function bodyTooLong(maximum: number): Refusal {
  const reason = `The body has more than ${maximum} bytes.`;
  return refusal(413, 'ERR_GATE_BODY_TOO_LONG', 'request too large', reason);
}

/** A refusal before any call is looked at. */
export function refusal(status: number, code: string, message: string, reason: string): Refusal {
  const body = { jsonrpc: '2.0', id: null, error: { code: -32600, message } } as const;
  return { status, body, code, reason };
}

/**
 * A body that a node could read as something else than was decided about: bytes that are JSON as
 * they stand and other JSON once they are unpacked, or in another character set. And what any page
 * can have a browser send without asking: a body without a type, which a node would not take.
 */
export function ambiguousBody(
  contentType: string | null | undefined,
  contentEncoding: string | null | undefined,
  origin: string | null | undefined,
): Refusal | undefined {
  if (contentEncoding && contentEncoding.trim().toLowerCase() !== 'identity') {
    return unsupported('The body is encoded.');
  }
  if (contentType === null || contentType === undefined) {
    const isOfAPage = origin !== null && origin !== undefined;
    return isOfAPage ? unsupported('A page sent the body without a type.') : undefined;
  }
  if (contentType === 'application/json') return undefined;
  if (JSON_IN_UTF_8.test(contentType)) return undefined;
  return unsupported(
    JSON_TYPE.test(contentType)
      ? 'The body has a character set of its own.'
      : 'The body is no application/json.',
  );
}

const JSON_IN_UTF_8 = /^\s*application\/json\s*(;\s*(charset="?utf-?8"?\s*)?)*$/i;
const JSON_TYPE = /^\s*application\/json\s*(;|$)/i;

function unsupported(reason: string): Refusal {
  return refusal(415, 'ERR_GATE_MEDIA_TYPE', 'unsupported media type', reason);
}
