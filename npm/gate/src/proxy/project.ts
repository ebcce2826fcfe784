/** What requests are decided by at the moment, as far as files say. */
import { type ReadProject, readProject, settleProject } from '../project/read.js';
import type { Mark } from '../project/watch.js';
import type { NativeProxy } from './addon.js';
import type { ProxyOptions } from './options.js';

/** A project, which a changed file may replace while requests go on. */
export class Project {
  #read: ReadProject;
  readonly #path: string | undefined;

  private constructor(path: string | undefined, read: ReadProject) {
    this.#path = path;
    this.#read = read;
  }

  static async open({ config, project }: ProxyOptions): Promise<Project> {
    if (config !== undefined) return new Project(config, await readProject(config));
    if (project !== undefined) return new Project(undefined, await settleProject(project));
    throw new TypeError('neither a project nor its file');
  }

  /** As the native side is told it. */
  get told(): [config: string, longestBody: number] {
    return [this.#read.config, this.#read.maxBodyLength];
  }

  /** The files that it stands in, as they were when it was read. */
  get files(): readonly Mark[] {
    return this.#read.files;
  }

  /**
   * Reads the file again, and has the native side go by it. Where it is refused, what was read before
   * goes on counting.
   */
  async reload(native: Pick<NativeProxy, 'setProject'>): Promise<void> {
    const read = this.#path === undefined ? this.#read : await readProject(this.#path);
    const refused = native.setProject(read.config, read.maxBodyLength);
    if (refused) throw new Error(refused.message);
    this.#read = read;
  }
}
