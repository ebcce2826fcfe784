/** What a proxy is told, and what it goes by where it is not. */
import { rootCertificates } from 'node:tls';
import type { GateConfig } from '../../../api/src/gate.js';
import type { NativeAddress, NativeSettings } from './addon.js';
import type { LogRecord } from './log.js';

/** How a proxy is made. */
export interface ProxyOptions {
  /** The project's file; it is read again when it changes. This or `project`. */
  config?: string;
  /** What would stand in it. This or `config`. */
  project?: GateConfig;
  /** The node's address: `http://127.0.0.1:8545`. Its path is the one that requests go to. */
  upstream: string;
  /** Its address for WebSockets. Default: the same, with `ws:`. */
  upstreamWebSocket?: string;
  /** Where to listen: `127.0.0.1:8546`; port 0 is any that is free. */
  listen: string;
  /** Where `/metrics` and `/healthz` are, if anywhere: `127.0.0.1:9464`. */
  metrics?: string;
  /** Is told what happens. Default: a line of JSON on standard output. */
  log?: (record: LogRecord) => void;
  /** Tell of allowed requests as well. Default: false. */
  logAllowed?: boolean;
  /** Milliseconds. */
  timeouts?: Partial<Timeouts>;
  /** Connections to the node, but for WebSockets. Requests beyond wait for one. Default: 256. */
  maxUpstreamConnections?: number;
}

/** Each in milliseconds. */
export interface Timeouts {
  /** For a request's headers to come in. Default: 10 s. */
  headers: number;
  /** For a whole request to come in. Default: 30 s. */
  request: number;
  /** Between two requests on one connection. Default: 65 s, longer than balancers keep one. */
  keepAlive: number;
  /** For a connection to the node. Default: 5 s. */
  connect: number;
  /**
   * For the node's answer to begin, between two parts of it, and for a client to take one. Default:
   * 60 s.
   */
  upstream: number;
  /** Between two signs of life on a WebSocket; its token is looked at again then. Default: 30 s. */
  heartbeat: number;
  /** For open requests to end when the proxy is closed. Default: 10 s. */
  close: number;
}

const TIMEOUTS: Timeouts = {
  headers: 10_000,
  request: 30_000,
  keepAlive: 65_000,
  connect: 5_000,
  upstream: 60_000,
  heartbeat: 30_000,
  close: 10_000,
};

const NAMES = [
  'config',
  'project',
  'upstream',
  'upstreamWebSocket',
  'listen',
  'metrics',
  'log',
  'logAllowed',
  'timeouts',
  'maxUpstreamConnections',
];

/** An option that cannot be meant. */
export class OptionError extends Error {
  override name = 'OptionError';
}

export interface Place {
  host: string;
  port: number;
}

/** The options, read. */
export interface Settings {
  upstream: URL;
  upstreamWebSocket: URL;
  listen: Place;
  metrics: Place | undefined;
  logAllowed: boolean;
  timeouts: Timeouts;
  connections: number;
}

export function readOptions(options: ProxyOptions): Settings {
  refuseOthers(options, NAMES, '');
  refuseOthers(options.timeouts ?? {}, Object.keys(TIMEOUTS), 'timeouts.');
  if ((options.config === undefined) === (options.project === undefined)) {
    throw new OptionError('Either `config`, the path of a project, or `project` is needed.');
  }
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  for (const [name, value] of Object.entries(timeouts)) positive(`timeouts.${name}`, value);
  const upstream = address('upstream', options.upstream, ['http:', 'https:']);
  const webSocket = new URL(upstream);
  webSocket.protocol = upstream.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    upstream,
    upstreamWebSocket:
      options.upstreamWebSocket === undefined
        ? webSocket
        : address('upstreamWebSocket', options.upstreamWebSocket, ['ws:', 'wss:']),
    listen: place('listen', options.listen),
    metrics: options.metrics === undefined ? undefined : place('metrics', options.metrics),
    logAllowed: options.logAllowed ?? false,
    timeouts,
    connections: positive('maxUpstreamConnections', options.maxUpstreamConnections ?? 256),
  };
}

/** @param host the address that is listened at */
export function nativeSettings(settings: Settings, host: string): NativeSettings {
  const { upstream, upstreamWebSocket, listen, logAllowed, timeouts, connections } = settings;
  const addresses = {
    upstream: nativeAddress(upstream),
    upstreamWebSocket: nativeAddress(upstreamWebSocket),
  };
  const isSecure = Object.values(addresses).some((address) => address.isSecure);
  return {
    ...addresses,
    ...(isSecure && { roots: rootCertificates.join('\n') }),
    host,
    port: listen.port,
    logAllowed,
    // As many as there are ports, or as the native side can count.
    connections: Math.min(connections, 65_535),
    timeouts,
  };
}

function nativeAddress({ protocol, hostname, port, host, pathname, search }: URL): NativeAddress {
  const isSecure = protocol === 'https:' || protocol === 'wss:';
  return {
    isSecure,
    hostname,
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    host,
    path: `${pathname}${search}`,
  };
}

function refuseOthers(given: object, names: readonly string[], prefix: string): void {
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other === undefined) return;
  throw new OptionError(`There is no option \`${prefix}${other}\`, only ${names.join(', ')}.`);
}

function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new OptionError(`\`${name}\` is ${value}, and must be a whole number above 0.`);
}

function address(name: string, text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !protocols.includes(url.protocol)) {
    const forms = protocols.map((protocol) => `${protocol}//host:port`).join(' or ');
    throw new OptionError(`\`${name}\` is no address of the form ${forms}.`);
  }
  if (url.username || url.password) {
    throw new OptionError(`\`${name}\` holds a name or a password; those cannot be sent.`);
  }
  return url;
}

function place(name: string, text: string): Place {
  const form = /^(?<host>\[[0-9a-f:.]+\]|[^:/?#@[\]\s]+):(?<port>\d{1,5})$/i.exec(text);
  const port = Number(form?.groups?.port);
  if (!form?.groups?.host || port > 65_535) {
    throw new OptionError(`\`${name}\` is no place of the form 127.0.0.1:8546 or [::1]:8546.`);
  }
  return { host: form.groups.host.replace(/^\[|\]$/g, ''), port };
}
