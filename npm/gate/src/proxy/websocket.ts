/** A WebSocket through the gate: decided at its handshake, and with each message on it. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { refusal } from '../refusal.js';
import { connectionOf } from '../sent.js';
import { answerOnSocket } from './answer.js';
import { forWebSocket } from './headers.js';
import { upstreamAnswer } from './http.js';
import type { Parts } from './parts.js';
import { Session } from './session.js';

/** What a node may send in one message: logs and traces are long. */
const LONGEST_FROM_UPSTREAM = 256 * 1024 * 1024;

/** The WebSockets that are open. */
export class WebSockets {
  readonly #parts: Parts;
  readonly #sessions = new Set<Session>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#heartbeat = setInterval(() => {
      for (const session of this.#sessions) session.beat();
    }, parts.settings.timeouts.heartbeat).unref();
  }

  /** Answers a request to upgrade its connection. */
  handshake(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { project, report } = this.#parts;
    // Nobody else listens to a socket that was given away.
    socket.on('error', () => socket.destroy());
    const connection = connectionOf(request);
    const decision = project.authorizeConnection(connection);
    const refused = decision.allowed ? this.#otherThanAWebSocket(request) : decision;
    if (refused) {
      report.refused('handshake', socket, refused);
      answerOnSocket(socket, refused.status, refused.body);
      return;
    }
    this.#connect(request, socket, (upstream) => {
      const server = new WebSocketServer({
        noServer: true,
        clientTracking: false,
        maxPayload: project.maxBodyLength,
        handleProtocols: () => false,
      });
      server.handleUpgrade(request, socket, head, (client) => {
        report.allowed('handshake', socket, decision.allowed ? decision.token?.key.id : undefined);
        const session = new Session(this.#parts, connection, { client, upstream, socket }, () =>
          this.#sessions.delete(session),
        );
        this.#sessions.add(session);
      });
      // What is no handshake after all is answered by the library.
      socket.once('close', () => upstream.terminate());
    });
  }

  /** Ends those that the project, as it is now, would refuse. */
  decideAgain(): void {
    for (const session of this.#sessions) session.decideAgain();
  }

  /** Tells both ends to go. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const session of this.#sessions) session.close(1001, 'the proxy is being closed');
  }

  get open(): number {
    return this.#sessions.size;
  }

  /** Cuts those that are left. */
  terminate(): void {
    for (const session of this.#sessions) session.terminate();
  }

  #otherThanAWebSocket({ method, headers }: IncomingMessage) {
    if (this.#parts.isClosing()) {
      return refusal(503, 'ERR_GATE_CLOSING', 'closing', 'The proxy is being closed.');
    }
    if (method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket') return undefined;
    return refusal(400, 'ERR_GATE_UPGRADE', 'invalid request', 'It is no WebSocket handshake.');
  }

  /** The node first: a client is not let in where there is nothing to talk to. */
  #connect(request: IncomingMessage, socket: Duplex, opened: (upstream: WebSocket) => void): void {
    const { settings, report } = this.#parts;
    const upstream = new WebSocket(settings.upstreamWebSocket, {
      headers: forWebSocket(request),
      handshakeTimeout: settings.timeouts.connect,
      perMessageDeflate: false,
      maxPayload: LONGEST_FROM_UPSTREAM,
      followRedirects: false,
    });
    const gone = (): void => upstream.terminate();
    const failed = (error: Error): void => {
      socket.off('close', gone);
      if (socket.destroyed) return;
      const { code } = error as NodeJS.ErrnoException;
      const reason = `The node took no WebSocket: ${code ?? error.name}.`;
      report.failed('handshake', socket, { code: 'ERR_GATE_UPSTREAM', reason });
      answerOnSocket(socket, 502, upstreamAnswer(502).body);
    };
    socket.once('close', gone);
    upstream.once('error', failed);
    upstream.once('open', () => {
      socket.off('close', gone);
      upstream.off('error', failed);
      // From here on an error is told by the closing that follows it.
      upstream.on('error', () => {});
      opened(upstream);
    });
  }
}
