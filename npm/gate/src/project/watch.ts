/** Files that may change while they are in use. */
import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Editors write a file in several steps; one reading is enough for them. */
const SETTLED = 100;
/** Some file systems tell nobody of changes. */
const LOOK = 2_000;

/** A file as it was: what differs once it has been written. */
export interface Mark {
  file: string;
  /** Its number, size and time; `-` where there is none. */
  state: string;
}

/** Taken before a file is read, it misses no change after that. */
export async function mark(file: string): Promise<Mark> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return { file, state: `${ino} ${size} ${mtimeNs}` };
  } catch {
    return { file, state: '-' };
  }
}

/**
 * Calls `changed` when one of the files is no longer as it was read, until it is closed. The folders
 * are watched, because a file that is renamed over another is a new one. Keeps no process alive.
 */
export class Watch {
  readonly #read: () => readonly Mark[];
  readonly #changed: () => void;
  #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #looks: NodeJS.Timeout;
  /** What `changed` was last called for: where that was refused, once is enough. */
  #told: string | undefined;
  #isClosed = false;

  /** @param read the files as they were when they were last read */
  constructor(read: () => readonly Mark[], changed: () => void) {
    this.#read = read;
    this.#changed = changed;
    this.#looks = setInterval(() => this.#look(), LOOK).unref();
    this.#watch();
    this.#look();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#looks);
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(): void {
    const folders = new Set(this.#read().map(({ file }) => dirname(file)));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, () => this.#soon());
        watcher.on('error', () => watcher.close());
        this.#watchers.set(folder, watcher);
      } catch {
        // It is looked at now and then all the same.
      }
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, SETTLED).unref();
  }

  async #look(): Promise<void> {
    const files = this.#read().map(({ file }) => file);
    const found = stateOf(await Promise.all(files.map(mark)));
    if (this.#isClosed) return;
    this.#watch();
    if (found === stateOf(this.#read()) || found === this.#told) return;
    this.#told = found;
    this.#changed();
  }
}

function stateOf(marks: readonly Mark[]): string {
  return JSON.stringify(marks);
}
