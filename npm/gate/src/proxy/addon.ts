/** The native addon of this package. */
import { createRequire } from 'node:module';
import { findAddon } from '../../../node/src/find-addon.js';
import type { LogRecord } from './log.js';
import type { Timeouts } from './options.js';

/** What the addon has. */
export interface Addon {
  /** @param onRecord is told records in turn; the last is `closed` */
  start(
    settings: NativeSettings,
    config: string,
    longestBody: number,
    onRecord: (record: LogRecord) => void,
  ): NativeProxy | NativeFailure;
}

/** A proxy that listens, on a thread of its own. */
export interface NativeProxy {
  readonly failure?: undefined;
  readonly address: string;
  readonly port: number;
  /** WebSockets that it refuses are ended. */
  setProject(config: string, longestBody: number): NativeFailure | null;
  counts(): Counts;
  /** @param deadline milliseconds for what is open */
  close(deadline: number): void;
}

export interface NativeFailure {
  failure: true;
  code: string;
  message: string;
}

/** What the native side is told; an address of the node is in the parts of a URL. */
export interface NativeSettings {
  upstream: NativeAddress;
  upstreamWebSocket: NativeAddress;
  /** Certificates, as PEM, for a system that has none; there where an address is secure. */
  roots?: string;
  /** An address of this machine. */
  host: string;
  port: number;
  logAllowed: boolean;
  connections: number;
  timeouts: Timeouts;
}

export interface NativeAddress {
  isSecure: boolean;
  hostname: string;
  port: number;
  host: string;
  path: string;
}

export interface Counts {
  settled: { kind: string; outcome: string; code: string; count: number }[];
  decision: Samples;
  upstream: Samples;
  webSockets: number;
}

/** How many lie below each bound and not below the one before it; the last lie below none. */
export interface Samples {
  bounds: number[];
  buckets: number[];
  /** In seconds. */
  sum: number;
}

/** Put in when the package is built. */
declare const THIS_FILE: string;

const require = createRequire(THIS_FILE);
let loaded: Addon | undefined;

export function loadAddon(): Addon {
  loaded ??= load();
  return loaded;
}

function load(): Addon {
  // For testing another build of the addon.
  const chosen = process.env.JOTMINT_GATE_ADDON;
  if (chosen) return require(chosen);

  const found = findAddon<Addon>(require, 'jotmint-gate', '@jotmint/gate');
  if (found.addon) return found.addon;
  const { target, cause } = found;
  const problem =
    cause === undefined
      ? `is not installed: install @jotmint/gate-${target}, which npm leaves out with --omit=optional, or run \`npm run build:gate\` in a checkout`
      : 'does not load: most often the system is older than it needs';
  throw new Error(`The native addon of @jotmint/gate for ${target} ${problem}.`, { cause });
}
