/** Files that may change while they are in use. */
import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Editors write a file in several steps; one reading is enough for them. */
const SETTLED = 100;
/** Some file systems tell nobody of changes. */
const LOOK = 2_000;

/**
 * Calls `changed` when one of the files has changed, until it is closed. The folders are watched,
 * because a file that is renamed over another is a new one. Keeps no process alive.
 */
export class Watch {
  readonly #files: () => readonly string[];
  readonly #changed: () => void;
  #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #looks: NodeJS.Timeout;
  #seen: string | undefined;

  /** @param files is asked again after each change */
  constructor(files: () => readonly string[], changed: () => void) {
    this.#files = files;
    this.#changed = changed;
    this.#looks = setInterval(() => this.#look(), LOOK).unref();
    this.#watch();
    this.#look();
  }

  close(): void {
    clearInterval(this.#looks);
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(): void {
    const folders = new Set(this.#files().map((file) => dirname(file)));
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
    const found = (await Promise.all(this.#files().map(mark))).join();
    const before = this.#seen;
    this.#seen = found;
    this.#watch();
    if (before !== undefined && before !== found) this.#changed();
  }
}

/** What differs once a file has been written. */
async function mark(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${file} ${ino} ${size} ${mtimeNs}`;
  } catch {
    return `${file} -`;
  }
}
