/** What requests are decided by at the moment. */
import type { Decision, Gate, GateConnection } from '../../../api/src/gate.js';
import { type ReadProject, readProject } from '../project/read.js';
import type { Mark } from '../project/watch.js';
import { MAX_BODY_LENGTH } from '../refusal.js';
import type { Metrics } from './metrics.js';
import type { ProxyOptions } from './options.js';

/** A gate, which a changed file may replace while requests go on. */
export class Project {
  #gate: Gate;
  #maxBodyLength: number;
  #files: readonly Mark[];
  readonly #path: string | undefined;
  readonly #metrics: Metrics;
  /** Only the log asks whose token it was. */
  readonly #withToken: boolean;

  private constructor(options: ProxyOptions, read: ReadProject, metrics: Metrics) {
    this.#gate = read.gate;
    this.#maxBodyLength = read.maxBodyLength;
    this.#files = read.files;
    this.#path = options.config;
    this.#metrics = metrics;
    this.#withToken = options.logAllowed ?? false;
  }

  static async open(options: ProxyOptions, metrics: Metrics): Promise<Project> {
    const { config, gate, maxBodyLength = MAX_BODY_LENGTH } = options;
    if (config !== undefined) return new Project(options, await readProject(config), metrics);
    if (gate !== undefined)
      return new Project(options, { gate, maxBodyLength, files: [] }, metrics);
    throw new TypeError('neither a gate nor its configuration');
  }

  get maxBodyLength(): number {
    return this.#maxBodyLength;
  }

  /** The files that it stands in, as they were when it was read. */
  get files(): readonly Mark[] {
    return this.#files;
  }

  /** Reads the file again. Where it is refused, what was read before goes on counting. */
  async reload(): Promise<void> {
    if (this.#path === undefined) return;
    const read = await readProject(this.#path);
    this.#gate = read.gate;
    this.#maxBodyLength = read.maxBodyLength;
    this.#files = read.files;
  }

  authorize({ authorization, origin, userAgent }: GateConnection, body: Uint8Array): Decision {
    const begin = performance.now();
    const withToken = this.#withToken;
    const decision = this.#gate.authorize({ authorization, origin, userAgent, body, withToken });
    this.#metrics.decisionTook(performance.now() - begin);
    return decision;
  }

  authorizeConnection({ authorization, origin, userAgent }: GateConnection): Decision {
    const begin = performance.now();
    const withToken = this.#withToken;
    const connection = { authorization, origin, userAgent, withToken };
    const decision = this.#gate.authorizeConnection(connection);
    this.#metrics.decisionTook(performance.now() - begin);
    return decision;
  }
}
