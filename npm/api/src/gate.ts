/** Infura's decision about a request, for a node of one's own or for tests. */
import { binding } from './bound.js';
import { JotError, unwrap } from './error.js';
import type { ErrorCode } from './generated.js';
import type { JsonWebKey } from './key.js';
import { argumentInvalid, type ClockOptions, clock, readOptions } from './options.js';
import type { JoseHeader } from './sign.js';
import type { JwtClaims } from './verify.js';

/** A public key of the project, as the dashboard lists it. */
export interface ProjectKey {
  /** What tokens carry as their `kid`. */
  id: string;
  /** For people. */
  name?: string;
  /** A PEM or a JWK. */
  publicKey: string | JsonWebKey;
}

/** Lists of what is allowed; one that is left out restricts nothing. At most 30 entries each. */
export interface ProjectAllowlists {
  /** JSON-RPC methods: `eth_getBalance`. */
  methods?: readonly string[];
  /** The addresses that calls may ask about. */
  addresses?: readonly string[];
  /** Web origins: `https://*.example.com`. */
  origins?: readonly string[];
  /** Parts of user agents, case-sensitive. */
  userAgents?: readonly string[];
}

/** What a gate goes by. What Infura's documents leave open is strict, and options relax it. */
export interface GateConfig {
  /** Three at most. */
  keys?: readonly ProjectKey[];
  /**
   * Refuse requests without a token: all (`true`, the default), none, or those that these lists
   * name. A bad token is always refused.
   */
  requireJwt?: boolean | ProjectAllowlists;
  /** For requests without a token, and for tokens without lists of their own. */
  allowlists?: ProjectAllowlists;
  /**
   * Which of these a token's own lists take the place of: all (the default, as documented), or
   * those of the same kind, so that the others go on counting.
   */
  tokenLists?: 'replaceAll' | 'replaceSameKind';
  /** Take an `aud` that is a list and holds `infura.io`. */
  audienceList?: boolean;
  /** Let `*.example.com` cover example.com itself. */
  wildcardApex?: boolean;
  /** Let `*.example.com` cover a.b.example.com as well. */
  wildcardDeep?: boolean;
  /** Let an origin without a port cover all ports. */
  anyPort?: boolean;
  /** How far clocks may be apart: seconds, or text with a unit. Default: 0. */
  clockTolerance?: number | string;
  /** How far ahead `exp` may lie. Default: any. */
  longestLifetime?: number | string;
  /** Bytes of a body. Default: 1 MiB. */
  maxBodyLength?: number;
  /** Calls of a batch. Default: 100. */
  maxBatchLength?: number;
}

/** What of a connection is decided by. */
export interface GateConnection extends ClockOptions {
  /** The `Authorization` header. */
  authorization?: string | null | undefined;
  /** The `Origin` header. */
  origin?: string | null | undefined;
  /** The `User-Agent` header. */
  userAgent?: string | null | undefined;
  /**
   * Have the decision say which token the request came with. Default: true. Without it a decision
   * is made in less time.
   */
  withToken?: boolean | undefined;
}

/** What of a request is decided by. */
export interface GateRequest extends GateConnection {
  /** The body as it was sent. */
  body: string | Uint8Array;
}

/** What becomes of a request. */
export type Decision =
  | {
      allowed: true;
      /** The token the request came with, if it had one; not where `withToken` is false. */
      token?: {
        /** The key that signed it. */
        key: { id: string; name: string };
        header: JoseHeader;
        payload: JwtClaims;
      };
    }
  | {
      allowed: false;
      /** The HTTP status to answer with. */
      status: 400 | 401 | 403 | 413;
      /** The JSON to answer with. */
      body: {
        jsonrpc: '2.0';
        id: string | number | null;
        error: { code: number; message: string };
      };
      /** Why, for programs such as counters. */
      code: ErrorCode;
      /** Why, for the log. Not for the client. */
      reason: string;
    };

/**
 * Decides about requests; keeps nothing that a decision depends on but its configuration. A token that
 * comes again is decided about as the first time, only sooner: its signature is not computed again.
 */
export interface Gate {
  /** Decides about a request with its calls: an HTTP request, or a message on a WebSocket. */
  authorize(request: GateRequest): Decision;
  /**
   * Decides about a connection that has no calls yet, such as a WebSocket's handshake. Each
   * message on it must go through `authorize`, with the same headers.
   */
  authorizeConnection(connection: GateConnection): Decision;
  /** Puts other keys in the place of all, at once. Where they are refused, the old ones stay. */
  setKeys(keys: readonly ProjectKey[]): void;
}

/**
 * Decides about requests as Infura does: by the token, and by the lists of the token or of the
 * project.
 *
 * @example
 * const gate = infura.createGate({ keys: [{ id: 'the ID', name: 'first', publicKey: pem }] });
 * const decision = gate.authorize({ authorization, origin, userAgent, body });
 * if (!decision.allowed) console.warn(decision.status, decision.reason);
 */
export function createGate(config: GateConfig): Gate {
  const settled = readOptions(config).text;
  let handle = unwrap(binding.createGate(settled));
  const decide = (request: GateConnection, body: Uint8Array | undefined): Decision => {
    const { authorization, origin, userAgent, now, withToken = true } = request;
    if (typeof withToken !== 'boolean') {
      throw new JotError(argumentInvalid('withToken', withToken, 'true or false'));
    }
    const at = now === undefined ? clock() : readOptions({ now }).now;
    const text = unwrap(
      handle.authorize(
        header(authorization, 'authorization'),
        header(origin, 'origin'),
        header(userAgent, 'userAgent'),
        body,
        at ?? clock(),
        withToken,
      ),
    );
    return text === ALLOWED ? { allowed: true } : JSON.parse(text);
  };
  return {
    authorize: (request) => decide(request, bytes(request.body)),
    authorizeConnection: (connection) => decide(connection, undefined),
    setKeys(keys) {
      const others = JSON.parse(readOptions({ keys }).text);
      const text = JSON.stringify({ ...JSON.parse(settled), ...others });
      const before = handle;
      handle = unwrap(binding.createGate(text));
      before.free?.();
    },
  };
}

/** What there is to read of most decisions where nobody asks for the token. */
const ALLOWED = '{"allowed":true}';

function header(value: unknown, name: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  throw new JotError(argumentInvalid(name, value, 'a string, or left out'));
}

const encoder = new TextEncoder();
const NO_BYTES = new Uint8Array();

function bytes(body: unknown): Uint8Array {
  // Memory that was given away has no bytes left, and WebAssembly would not copy them.
  if (body instanceof Uint8Array) return body.length > 0 ? body : NO_BYTES;
  if (typeof body === 'string') return encoder.encode(body);
  throw new JotError(argumentInvalid('body', body, 'a string or a Uint8Array'));
}
