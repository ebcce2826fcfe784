/** The reverse proxy: what listens, and how it begins and ends. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Watch } from '../project/watch.js';
import { answerOnSocket } from './answer.js';
import { handle } from './http.js';
import { lines } from './log.js';
import { Metrics, metricsServer } from './metrics.js';
import { type Place, type ProxyOptions, readOptions } from './options.js';
import type { Parts } from './parts.js';
import { Project } from './project.js';
import { Report } from './report.js';
import { Upstream } from './upstream.js';
import { WebSockets } from './websocket.js';

/** A proxy that listens. */
export interface GateProxy {
  /** Where: `http://127.0.0.1:8546`. */
  readonly url: string;
  /** Where `/metrics` and `/healthz` are, if anywhere. */
  readonly metricsUrl: string | undefined;
  /** Reads the project's file again. False where it was refused; what was before goes on. */
  reload(): Promise<boolean>;
  /** Takes no more requests, and resolves when the open ones have ended or been cut. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Puts a gate in front of a node.
 *
 * @throws {OptionError} for an option that cannot be meant
 * @throws {ProjectError} for a mistake in the project's file
 *
 * @example
 * const proxy = await createProxy({
 *   config: 'project.json',
 *   upstream: 'http://127.0.0.1:8545',
 *   listen: '127.0.0.1:8546',
 * });
 */
export async function createProxy(options: ProxyOptions): Promise<GateProxy> {
  const settings = readOptions(options);
  const metrics = new Metrics();
  const project = await Project.open(options, metrics);
  const log = options.log ?? lines((text) => process.stdout.write(text));
  const report = new Report(log, settings.logAllowed, metrics);
  let isClosing = false;
  const parts: Parts = {
    settings,
    project,
    upstream: new Upstream(settings),
    report,
    metrics,
    isClosing: () => isClosing,
  };
  const webSockets = new WebSockets(parts);
  const server = serverFor(parts, webSockets);
  const shown = settings.metrics && metricsServer(metrics, parts.isClosing);
  let url: string;
  let metricsUrl: string | undefined;
  try {
    metricsUrl = shown && settings.metrics && (await listening(shown, settings.metrics));
    url = await listening(server, settings.listen);
  } catch (error) {
    shown?.close();
    webSockets.close();
    await parts.upstream.close();
    throw error;
  }

  const reloadNow = async (): Promise<boolean> => {
    try {
      await project.reload();
    } catch (error) {
      metrics.reloaded('refused');
      report.event('error', 'reload-refused', { reason: (error as Error).message });
      return false;
    }
    metrics.reloaded('ok');
    report.event('info', 'reloaded');
    webSockets.decideAgain();
    return true;
  };
  let reloads = Promise.resolve(true);
  // One after the other: what was read last is what counts.
  const reload = (): Promise<boolean> => {
    reloads = reloads.then(reloadNow);
    return reloads;
  };
  const watch = new Watch(() => project.files, reload);
  report.event('info', 'listening', { url, ...(metricsUrl && { metrics: metricsUrl }) });

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    isClosing = true;
    watch.close();
    report.event('info', 'closing');
    webSockets.close();
    const cut = await drained(server, webSockets, settings.timeouts.close);
    await parts.upstream.close();
    shown?.close();
    shown?.closeAllConnections();
    report.event(cut ? 'warn' : 'info', 'closed', cut ? { reason: 'What was left was cut.' } : {});
  };
  const closeOnce = (): Promise<void> => {
    closed ??= close();
    return closed;
  };
  return { url, metricsUrl, reload, close: closeOnce, [Symbol.asyncDispose]: closeOnce };
}

function serverFor(parts: Parts, webSockets: WebSockets): Server {
  const { timeouts } = parts.settings;
  const server = createServer({
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    connectionsCheckingInterval: Math.min(1_000, timeouts.headers),
    noDelay: true,
    insecureHTTPParser: false,
  });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    handle(parts, request, response).catch((error) => {
      parts.report.event('error', 'crashed', { reason: String(error?.stack) });
      response.destroy();
    });
  };
  server.on('request', answer);
  server.on('checkContinue', answer);
  server.on('upgrade', (request, socket, head) => webSockets.handshake(request, socket, head));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseNonsense(parts, error, socket),
  );
  return server;
}

/** What is no HTTP, or takes too long to become some. */
function refuseNonsense({ report }: Parts, error: NodeJS.ErrnoException, socket: Duplex): void {
  const code = 'ERR_GATE_HTTP';
  report.failed('request', socket, { code, reason: `The connection broke: ${error.code}.` });
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const statuses: Record<string, number> = {
    HPE_HEADER_OVERFLOW: 431,
    ERR_HTTP_REQUEST_TIMEOUT: 408,
  };
  answerOnSocket(socket, statuses[error.code ?? ''] ?? 400);
}

async function listening(server: Server, { host, port }: Place): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const { port: given, family, address } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${given}`;
}

/** Waits for what is open. True where it had to be cut. */
async function drained(server: Server, webSockets: WebSockets, deadline: number): Promise<boolean> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection becomes idle after its last answer, and would wait for another request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    webSockets.terminate();
    server.closeAllConnections();
  }, deadline);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
  return late;
}
