/** Counters for Prometheus, and a server of their own that shows them. */
import { createServer, type Server } from 'node:http';
import {
  Counter,
  collectDefaultMetrics,
  type Metric,
  type MetricType,
  Registry,
} from 'prom-client';
import type { Counts, NativeProxy, Samples } from './addon.js';

interface Value {
  value: number;
  labels?: Record<string, string | number>;
  metricName?: string;
}

/** What the native side counts, in Prometheus' words. No label holds what a client sends. */
export class Metrics {
  readonly #registry = new Registry();
  #counts = (): Counts => {
    throw new Error('nothing is counted yet');
  };
  readonly #reloads = new Counter({
    name: 'jotmint_gate_reloads_total',
    help: 'How often the project was read again.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  constructor() {
    const counts = (): Counts => this.#counts();
    this.#show(
      'counter',
      'jotmint_gate_requests_total',
      'What came in: HTTP requests, WebSocket handshakes, messages on WebSockets.',
      () => counts().settled.map(({ count, ...labels }) => ({ value: count, labels })),
    );
    this.#show(
      'histogram',
      'jotmint_gate_decision_seconds',
      'How long the decisions took.',
      (name) => histogram(name, counts().decision),
    );
    this.#show(
      'histogram',
      'jotmint_gate_upstream_seconds',
      'How long the node took to answer.',
      (name) => histogram(name, counts().upstream),
    );
    this.#show('gauge', 'jotmint_gate_websockets', 'WebSockets that are open.', () => [
      { value: counts().webSockets },
    ]);
  }

  /** Is asked each time they are shown. */
  countedBy(native: Pick<NativeProxy, 'counts'>): void {
    this.#counts = () => native.counts();
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
    return this.#registry.metrics();
  }

  #show(
    type: `${Lowercase<keyof typeof MetricType>}`,
    name: string,
    help: string,
    values: (name: string) => Value[],
  ): void {
    const get = async () => ({ name, help, type, aggregator: 'sum', values: values(name) });
    // All that a registry asks of one; its own kinds count by themselves.
    this.#registry.registerMetric({ name, get } as unknown as Metric);
  }
}

/** A bucket holds what lies below its bound, so all that the ones before it hold. */
function histogram(name: string, { bounds, buckets, sum }: Samples): Value[] {
  let count = 0;
  const below = buckets.map((more, index) => {
    count += more;
    const le = bounds[index] ?? '+Inf';
    return { metricName: `${name}_bucket`, labels: { le }, value: count };
  });
  const total = { metricName: `${name}_count`, value: count };
  return [...below, { metricName: `${name}_sum`, value: sum }, total];
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
