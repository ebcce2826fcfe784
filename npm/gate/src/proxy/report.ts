/** What became of each request, for the log and for the counters. */
import type { Duplex } from 'node:stream';
import type { Refusal } from '../refusal.js';
import type { LogRecord } from './log.js';
import type { Kind, Metrics } from './metrics.js';

export class Report {
  readonly #log: (record: LogRecord) => void;
  readonly #logsAllowed: boolean;
  readonly #metrics: Metrics;

  constructor(log: (record: LogRecord) => void, logsAllowed: boolean, metrics: Metrics) {
    this.#log = log;
    this.#logsAllowed = logsAllowed;
    this.#metrics = metrics;
  }

  allowed(kind: Kind, socket: Duplex, key: string | undefined): void {
    this.#metrics.allowed(kind);
    if (!this.#logsAllowed) return;
    this.#log({ level: 'info', event: 'allowed', kind, client: addressOf(socket), key });
  }

  refused(kind: Kind, socket: Duplex, { status, code, reason }: Refusal): void {
    this.#metrics.refused(kind, code);
    const client = addressOf(socket);
    this.#log({ level: 'warn', event: 'refused', kind, client, status, code, reason });
  }

  failed(kind: Kind, socket: Duplex, { code, reason }: { code: string; reason: string }): void {
    this.#metrics.failed(kind, code);
    const client = addressOf(socket);
    this.#log({ level: 'warn', event: 'failed', kind, client, code, reason });
  }

  /** What happens to the proxy itself. */
  event(level: LogRecord['level'], event: string, fields: Record<string, string> = {}): void {
    this.#log({ level, event, ...fields });
  }
}

function addressOf(socket: Duplex & { remoteAddress?: string }): string | undefined {
  return socket.remoteAddress;
}
