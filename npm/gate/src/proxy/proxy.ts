/** The reverse proxy: how it begins and ends. What becomes of requests is native. */
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIPv6 } from 'node:net';
import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { Watch } from '../project/watch.js';
import { loadAddon, type NativeFailure, type NativeProxy } from './addon.js';
import { type LogRecord, standardLog } from './log.js';
import { Metrics, metricsServer } from './metrics.js';
import { nativeSettings, type Place, type ProxyOptions, readOptions } from './options.js';
import { Project } from './project.js';

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

/** Those that listen: one that is collected as garbage would end. */
const open = new Set<NativeProxy>();

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
  const addon = loadAddon();
  const project = await Project.open(options);
  const log = options.log ?? standardLog();
  const event = (level: LogRecord['level'], name: string, fields: Record<string, string> = {}) =>
    log({ level, event: name, ...fields });
  const host = await addressOf(settings.listen);
  let isClosing = false;
  const metrics = new Metrics();
  const shown = settings.metrics && metricsServer(metrics, () => isClosing);
  const metricsUrl = shown && settings.metrics && (await listening(shown, settings.metrics));

  let end: (last: LogRecord) => void = () => {};
  const ended = new Promise<LogRecord>((resolve) => {
    end = resolve;
  });
  const onRecord = (record: LogRecord): void => {
    if (record.event === 'closed') end(record);
    else log(record);
  };
  let native: NativeProxy;
  try {
    const started = addon.start(nativeSettings(settings, host), ...project.told, onRecord);
    if (started.failure) throw listenError(started, settings.listen);
    native = started;
  } catch (error) {
    shown?.close();
    throw error;
  }
  open.add(native);
  metrics.countedBy(native);
  const url = urlOf(native);

  const reloadNow = async (): Promise<boolean> => {
    try {
      await project.reload(native);
    } catch (error) {
      metrics.reloaded('refused');
      event('error', 'reload-refused', { reason: (error as Error).message });
      return false;
    }
    metrics.reloaded('ok');
    event('info', 'reloaded');
    return true;
  };
  let reloads = Promise.resolve(true);
  // One after the other: what was read last is what counts.
  const reload = (): Promise<boolean> => {
    reloads = reloads.then(reloadNow, reloadNow);
    return reloads;
  };
  const watch = new Watch(() => project.files, reload);
  event('info', 'listening', { url, ...(metricsUrl && { metrics: metricsUrl }) });

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    isClosing = true;
    watch.close();
    event('info', 'closing');
    native.close(settings.timeouts.close);
    const last = await ended;
    open.delete(native);
    shown?.close();
    shown?.closeAllConnections();
    log(last);
  };
  const closeOnce = (): Promise<void> => {
    closed ??= close();
    return closed;
  };
  return { url, metricsUrl, reload, close: closeOnce, [Symbol.asyncDispose]: closeOnce };
}

/** As a server of Node's finds it. */
async function addressOf({ host }: Place): Promise<string> {
  const { address } = await lookup(host);
  return address;
}

async function listening(server: Server, { host, port }: Place): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  // Where the system has no more connections to give, none is taken for a while, and nothing ends.
  server.on('error', () => {});
  return urlOf(server.address() as AddressInfo);
}

function urlOf({ address, port }: { address: string; port: number }): string {
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

/** As Node's own: what listens elsewhere is told by its `code`. */
function listenError({ code, message }: NativeFailure, { host, port }: Place): Error {
  const numbers: Record<string, number> = constants.errno;
  const errno = -(numbers[code] ?? 0);
  const [, words] = getSystemErrorMap().get(errno) ?? [];
  const text = `listen ${code}: ${words ?? message} ${host}:${port}`;
  return Object.assign(new Error(text), { code, errno, syscall: 'listen', address: host, port });
}
