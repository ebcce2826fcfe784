/** Counters for Prometheus, and a server of their own that shows them. */
import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** `request` is an HTTP request, `message` one on a WebSocket. */
export type Kind = 'request' | 'handshake' | 'message';

/** Samples that may wait. Few, so that the request which has them written waits for few. */
const MOST_WAITING = 64;

/**
 * What becomes of a request. No label holds what a client sends.
 *
 * The library takes longer over one sample than over many at a time, so those of several requests
 * are written together, and always before they are shown.
 */
export class Metrics {
  readonly #registry = new Registry();
  #waiting: (() => void)[] = [];
  readonly #settled = new Counter({
    name: 'jotmint_gate_requests_total',
    help: 'What came in: HTTP requests, WebSocket handshakes, messages on WebSockets.',
    labelNames: ['kind', 'outcome', 'code'],
    registers: [this.#registry],
  });
  readonly #decision = new Histogram({
    name: 'jotmint_gate_decision_seconds',
    help: 'How long the decisions took.',
    buckets: [
      0.000_005, 0.000_01, 0.000_02, 0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01,
      0.1,
    ],
    registers: [this.#registry],
  });
  readonly #upstream = new Histogram({
    name: 'jotmint_gate_upstream_seconds',
    help: 'How long the node took to answer.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
    registers: [this.#registry],
  });
  readonly #webSockets = new Gauge({
    name: 'jotmint_gate_websockets',
    help: 'WebSockets that are open.',
    registers: [this.#registry],
  });
  readonly #reloads = new Counter({
    name: 'jotmint_gate_reloads_total',
    help: 'How often the project was read again.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  allowed(kind: Kind): void {
    this.#sample(() => this.#settled.inc({ kind, outcome: 'allowed', code: '' }));
  }

  refused(kind: Kind, code: string): void {
    this.#sample(() => this.#settled.inc({ kind, outcome: 'refused', code }));
  }

  /** It was allowed, or would have been, and came to nothing. */
  failed(kind: Kind, code: string): void {
    this.#sample(() => this.#settled.inc({ kind, outcome: 'failed', code }));
  }

  decisionTook(milliseconds: number): void {
    this.#sample(() => this.#decision.observe(milliseconds / 1000));
  }

  upstreamTook(milliseconds: number): void {
    this.#sample(() => this.#upstream.observe(milliseconds / 1000));
  }

  webSockets(change: 1 | -1): void {
    this.#webSockets.inc(change);
  }

  reloaded(outcome: 'ok' | 'refused'): void {
    this.#reloads.inc({ outcome });
  }

  /** With Node's own, for whom they are shown to. */
  collectDefaults(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All there is to tell, in Prometheus' words. */
  text(): Promise<string> {
    this.#write();
    return this.#registry.metrics();
  }

  #sample(write: () => void): void {
    this.#waiting.push(write);
    if (this.#waiting.length >= MOST_WAITING) this.#write();
  }

  #write(): void {
    const samples = this.#waiting;
    this.#waiting = [];
    for (const write of samples) write();
  }
}

/** `/metrics`, and `/healthz` for balancers: 503 once the proxy is being closed. */
export function metricsServer(metrics: Metrics, isClosing: () => boolean): Server {
  metrics.collectDefaults();
  return createServer((request, response) => {
    if (request.method !== 'GET') {
      response.writeHead(405, { Allow: 'GET' }).end();
    } else if (request.url === '/healthz') {
      response.writeHead(isClosing() ? 503 : 200).end();
    } else if (request.url === '/metrics') {
      metrics.text().then(
        (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
}
