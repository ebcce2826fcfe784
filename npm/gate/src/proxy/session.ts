/** One WebSocket, with the one to the node behind it. */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { GateConnection } from '../../../api/src/gate.js';
import type { Parts } from './parts.js';

/** Bytes that may wait to be sent to one side before the other is read no further. */
const MOST_WAITING = 1024 * 1024;

interface Ends {
  client: WebSocket;
  upstream: WebSocket;
  /** The client's, for the log. */
  socket: Duplex;
}

export class Session {
  readonly #parts: Parts;
  readonly #connection: GateConnection;
  readonly #ends: Ends;
  #isAlive = true;
  #isOver = false;

  /** @param over is called once, when both ends are closed or cut */
  constructor(parts: Parts, connection: GateConnection, ends: Ends, over: () => void) {
    this.#parts = parts;
    this.#connection = connection;
    this.#ends = ends;
    const { client, upstream } = ends;
    parts.metrics.webSockets(1);
    client.on('message', (data, isBinary) => this.#ask(data, isBinary));
    upstream.on('message', (data, isBinary) => pass(data, isBinary, client, upstream));
    client.on('pong', () => {
      this.#isAlive = true;
    });
    // An error is told by the closing that follows it.
    client.on('error', () => {});
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      end.once('close', (code, reason) => {
        close(other, code, reason);
        if (this.#isOver) return;
        this.#isOver = true;
        parts.metrics.webSockets(-1);
        over();
      });
    }
  }

  /** A client that said nothing since the last time is gone. */
  beat(): void {
    if (this.#isAlive) {
      this.#isAlive = false;
      this.#ends.client.ping();
      this.decideAgain();
    } else {
      this.terminate();
    }
  }

  /** Subscriptions go on without messages; a token that expired ends them. */
  decideAgain(): void {
    const decision = this.#parts.project.authorizeConnection(this.#connection);
    if (decision.allowed) return;
    this.#parts.report.refused('handshake', this.#ends.socket, decision);
    this.close(1008, decision.body.error.message);
  }

  close(code: number, reason: string): void {
    this.#ends.client.close(code, reason);
    this.#ends.upstream.close(1000);
  }

  terminate(): void {
    this.#ends.client.terminate();
    this.#ends.upstream.terminate();
  }

  #ask(data: RawData, isBinary: boolean): void {
    const { client, upstream, socket } = this.#ends;
    const { project, report } = this.#parts;
    const body = bytes(data);
    const decision = project.authorize(this.#connection, body);
    if (decision.allowed) {
      report.allowed('message', socket, decision.token?.key.id);
      pass(body, isBinary, upstream, client);
    } else {
      report.refused('message', socket, decision);
      pass(JSON.stringify(decision.body), false, client, client);
    }
  }
}

/** Sends to one end; while too much waits there, the end it came from is not read. */
function pass(data: RawData | string, isBinary: boolean, to: WebSocket, from: WebSocket): void {
  if (to.readyState !== to.OPEN) return;
  to.send(data, { binary: isBinary }, () => {
    if (from.isPaused && to.bufferedAmount <= MOST_WAITING) from.resume();
  });
  if (to.bufferedAmount > MOST_WAITING) from.pause();
}

/** Hands a closing on; codes that only a library may use are said to be an error. */
function close(end: WebSocket, code: number, reason: Buffer): void {
  if (end.readyState === end.CLOSED) return;
  if (code === 1005) end.close();
  else if (code < 1004 || (code > 1006 && code < 1012) || code >= 3000) end.close(code, reason);
  else end.close(1011);
}

function bytes(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
