/** What requests are decided by at the moment. */
import type { Decision, Gate, GateConnection, GateRequest } from '../../../api/src/gate.js';
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

  private constructor(options: ProxyOptions, read: ReadProject, metrics: Metrics) {
    this.#gate = read.gate;
    this.#maxBodyLength = read.maxBodyLength;
    this.#files = read.files;
    this.#path = options.config;
    this.#metrics = metrics;
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

  authorize(request: GateRequest): Decision {
    return this.#timed(() => this.#gate.authorize(request));
  }

  authorizeConnection(connection: GateConnection): Decision {
    return this.#timed(() => this.#gate.authorizeConnection(connection));
  }

  #timed(decide: () => Decision): Decision {
    const begin = performance.now();
    const decision = decide();
    this.#metrics.decisionTook(performance.now() - begin);
    return decision;
  }
}
