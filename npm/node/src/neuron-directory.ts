/** Neuron's decision by the key files of a directory, as they are at the moment. */
import { type FSWatcher, opendirSync, readFileSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../api/src/diagnose.js';
import { JotError } from '../../api/src/error.js';
import {
  createVerifier as createFixed,
  type NeuronAnswer,
  type NeuronKeys,
  type NeuronVerifier,
  type NeuronVerifierOptions,
} from '../../api/src/neuron-verifier.js';
import { argumentInvalid, type ClockOptions } from '../../api/src/options.js';

/** Where the key files are. */
export interface NeuronDirectory {
  /** A directory such as Neuron's `certs`: its path, or a `URL`. */
  directory: string | { readonly href: string };
}

/** Decides about requests by the files of a directory. */
export interface NeuronDirectoryVerifier {
  /** Decides by an `Authorization` header. A file that is new, replaced or gone counts already. */
  authorize(authorization: string | null | undefined, options?: ClockOptions): NeuronAnswer;
  /** What is wrong with the files, or will be in Neuron. `path` is a file's name. */
  readonly problems: readonly Finding[];
  /** Watches the directory no longer. The files go on being looked at when they are needed. */
  close(): void;
  [Symbol.dispose](): void;
}

/** Those whose names Neuron looks at. */
const KEY_FILE = /\.(pem|pub)/;
/** No key is as long. */
const LONGEST = 1024 * 1024;

/**
 * Decides about requests to Neuron by the key files of its `certs` directory. A file that cannot be
 * used is listed in `problems`; the others go on.
 *
 * With `directory`, the files are those of the moment: what is new, replaced or removed counts at
 * the next request. The directory is watched as well, which keeps no process alive.
 *
 * By default it is stricter than Neuron: `iss` is the file's name without its ending, `exp` is there
 * and a number, `aud` is `neuron`, and the token stands alone after `Bearer `.
 *
 * @example
 * const verifier = neuron.createVerifier({ directory: '/opt/neuron/certs' });
 * const answer = verifier.authorize(request.headers.authorization);
 * if (!answer.ok) console.warn(answer.status, answer.error, answer.reason);
 */
export function createVerifier(
  files: NeuronDirectory,
  options?: NeuronVerifierOptions,
): NeuronDirectoryVerifier;
export function createVerifier(files: NeuronKeys, options?: NeuronVerifierOptions): NeuronVerifier;
export function createVerifier(
  files: NeuronDirectory | NeuronKeys,
  options?: NeuronVerifierOptions,
): NeuronDirectoryVerifier | NeuronVerifier {
  return isDirectory(files) ? watched(files, options) : createFixed(files, options);
}

function isDirectory(files: NeuronDirectory | NeuronKeys): files is NeuronDirectory {
  if (typeof files !== 'object' || files === null || !('directory' in files)) return false;
  const { directory, ...others } = files;
  const isPath = typeof directory === 'string' || directory instanceof URL;
  if (isPath && Object.keys(others).length === 0) return true;
  throw new JotError(argumentInvalid('directory', directory, 'a path, and alone'));
}

function watched(
  { directory }: NeuronDirectory,
  options?: NeuronVerifierOptions,
): NeuronDirectoryVerifier {
  const folder = typeof directory === 'string' ? directory : fileURLToPath(directory.href);
  // That there is none is a mistake at first, and a directory without keys later on.
  opendirSync(folder).closeSync();
  let seen = marks(folder);
  let read = readKeys(folder, seen);
  const verifier = createFixed({ keys: read.keys }, options);
  let isStale = false;
  const watcher = watchFolder(folder, () => {
    isStale = true;
  });

  /** What the watcher has told, or what the files themselves show. */
  const refresh = (): void => {
    const found = marks(folder);
    const isSame =
      found.length === seen.length && found.every((mark, at) => isEqual(mark, seen[at]));
    if (isSame && !isStale) return;
    isStale = false;
    seen = found;
    read = readKeys(folder, seen);
    verifier.setKeys(read.keys);
  };
  const close = (): void => watcher?.close();
  return {
    authorize(authorization, at) {
      refresh();
      return verifier.authorize(authorization, at);
    },
    get problems() {
      refresh();
      return [...read.problems, ...verifier.problems];
    },
    close,
    [Symbol.dispose]: close,
  };
}

/** A file, and what differs once it has been written. */
interface Mark {
  name: string;
  ino: number;
  size: number;
  mtime: number;
  ctime: number;
}

/** The files whose names Neuron looks at, in the directory's order. */
function marks(folder: string): Mark[] {
  return names(folder).flatMap((name) => markOf(folder, name) ?? []);
}

function markOf(folder: string, name: string): Mark | undefined {
  try {
    const file = statSync(join(folder, name), { throwIfNoEntry: false });
    if (!file?.isFile()) return undefined;
    return { name, ino: file.ino, size: file.size, mtime: file.mtimeMs, ctime: file.ctimeMs };
  } catch {
    // Reading it will say what is wrong with it.
    return { name, ino: 0, size: 0, mtime: 0, ctime: 0 };
  }
}

function names(folder: string): string[] {
  const found: string[] = [];
  try {
    // Not `readdir`, which sorts.
    const open = opendirSync(folder);
    try {
      for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
        if (KEY_FILE.test(entry.name)) found.push(entry.name);
      }
    } finally {
      open.closeSync();
    }
  } catch {
    // It is gone, or may not be read: there are no keys in it.
  }
  return found;
}

function isEqual(mark: Mark, other: Mark | undefined): boolean {
  return (
    mark.name === other?.name &&
    mark.ino === other.ino &&
    mark.size === other.size &&
    mark.mtime === other.mtime &&
    mark.ctime === other.ctime
  );
}

/** Each file's text; a file that is gone meanwhile was gone before. */
function readKeys(folder: string, files: readonly Mark[]) {
  const keys: Record<string, string> = Object.create(null);
  const problems: Finding[] = [];
  for (const { name, size } of files) {
    try {
      if (size > LONGEST) throw Object.assign(new Error(), { code: 'EFBIG' });
      keys[name] = readFileSync(join(folder, name), 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') continue;
      problems.push({
        code: 'ERR_PROVIDER_KEY_FILE',
        severity: 'error',
        path: name,
        message: `The file cannot be read: ${code}.`,
        hint: 'Let this process read it, or take it away.',
      });
    }
  }
  return { keys, problems };
}

function watchFolder(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    // Some file systems cannot be watched; the files are looked at all the same.
    return undefined;
  }
}
