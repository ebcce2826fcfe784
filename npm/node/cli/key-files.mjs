/** Key files on the disk: whole or not at all, and never over another one unasked. */
import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, open, rename, rm } from 'node:fs/promises';
import { UsageError } from './usage.mjs';

/**
 * Writes all of them, or none.
 *
 * @param {{ path: string, text: string, mode: number }[]} files
 * @param {{ force: boolean }} options
 */
export async function writeKeyFiles(files, { force }) {
  const written = [];
  const placed = [];
  try {
    for (const file of files) written.push({ ...file, draft: await drafted(file) });
    for (const { draft, path } of written) {
      await (force ? rename(draft, path) : placeNew(draft, path));
      placed.push(path);
    }
  } catch (error) {
    // What was replaced cannot come back; what was new goes.
    if (!force) for (const path of placed) await rm(path, { force: true });
    throw told(error);
  } finally {
    for (const { draft } of written) await rm(draft, { force: true });
  }
}

async function drafted({ path, text, mode }) {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
  const handle = await open(draft, 'wx', mode).catch((error) => {
    throw Object.assign(error, { path });
  });
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return draft;
}

/** A link, unlike a renaming, fails where something is already. */
async function placeNew(draft, path) {
  try {
    await link(draft, path);
  } catch (error) {
    if (error.code === 'EEXIST') throw Object.assign(error, { path });
    // Some file systems have no links.
    await copyFile(draft, path, constants.COPYFILE_EXCL);
  }
}

function told(error) {
  if (error.code === 'EEXIST') {
    return new UsageError(`${error.path} exists already; --force replaces it`);
  }
  if (error.code === 'ENOENT') return new UsageError(`there is no folder for ${error.path}`);
  return new UsageError(`the key cannot be written: ${error.message}`);
}
