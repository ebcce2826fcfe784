/** A project's file: the gate's configuration as JSON, with keys that may stand in other files. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Gate, GateConfig } from '../../../api/src/gate.js';
import { MAX_BODY_LENGTH } from '../refusal.js';
import { Positions } from './positions.js';
import { ProjectError } from './project-error.js';
import { type Mark, mark } from './watch.js';

/** A project that was read. */
export interface ReadProject {
  gate: Gate;
  /** The configuration that the gate was made of, as JSON with the keys in it. */
  config: string;
  /** Bytes of a body, as the gate takes them. */
  maxBodyLength: number;
  /** The files that it stands in, as they were just before they were read. */
  files: readonly Mark[];
}

/**
 * Reads a project. In place of `publicKey` a key may have `publicKeyFile`, a path relative to the
 * project's own file.
 *
 * @throws {ProjectError} that says in which file and line the mistake is
 */
export async function readProject(path: string): Promise<ReadProject> {
  const own = await mark(path);
  const text = await readFile(path, 'utf8').catch((error) => {
    throw new ProjectError(path, undefined, `The file cannot be read: ${error.code}.`);
  });
  const positions = new Positions(path, text);
  const config: unknown = JSON.parse(text);
  const files = [own, ...(await readKeyFiles(path, config, positions))];
  const { JotError } = await loadJotmint();
  try {
    return { ...(await settleProject(config as GateConfig)), files };
  } catch (error) {
    if (!(error instanceof JotError)) throw error;
    throw new ProjectError(path, positions.of(error.reason ?? ''), error.message);
  }
}

/**
 * A project that stands in no file.
 *
 * @throws {JotError} where it is no configuration
 */
export async function settleProject(config: GateConfig): Promise<ReadProject> {
  const { infura } = await loadJotmint();
  // The gate itself refuses what is no configuration.
  const gate = infura.createGate(config);
  const { maxBodyLength = MAX_BODY_LENGTH } = config;
  return { gate, config: JSON.stringify(config), maxBodyLength, files: [] };
}

/** Puts the keys that stand in files of their own into the configuration. */
async function readKeyFiles(
  path: string,
  config: unknown,
  positions: Positions,
): Promise<readonly Mark[]> {
  const keys = isObject(config) && Array.isArray(config.keys) ? config.keys : [];
  const files: Mark[] = [];
  for (const [index, key] of keys.entries()) {
    if (!isObject(key) || !Object.hasOwn(key, 'publicKeyFile')) continue;
    const place = `keys[${index}].publicKeyFile`;
    const refused = (problem: string): ProjectError =>
      new ProjectError(path, positions.of(place), `${place}: ${problem}`);
    const { publicKeyFile: name, ...others } = key;
    if (typeof name !== 'string' || name === '') throw refused('This is no path of a file.');
    if ('publicKey' in others) throw refused('There is a `publicKey` as well: one is too many.');
    const file = resolve(dirname(path), name);
    files.push(await mark(file));
    const publicKey = await readFile(file, 'utf8').catch((error) => {
      throw refused(`The file cannot be read: ${error.code}.`);
    });
    keys[index] = { ...others, publicKey };
    positions.rename(place, `keys[${index}].publicKey`);
  }
  return files;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function loadJotmint(): Promise<typeof import('jotmint')> {
  try {
    return await import('jotmint');
  } catch (cause) {
    throw new Error('A project is decided about by jotmint: npm install jotmint', { cause });
  }
}
