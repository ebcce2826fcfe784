/** The bytes of a stream, as far as they are wanted. */
import type { Readable } from 'node:stream';

/** A stream that ended before its time: the client went away. */
export class Aborted extends Error {}

/** All of them, or undefined where there are more than `maximum`; the rest is not read then. */
export function readBytes(stream: Readable, maximum: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maximum) return;
      stream.pause();
      stream.off('data', onData).off('end', onEnd);
      resolve(undefined);
    };
    const onEnd = (): void => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    };
    const gone = (): void => reject(new Aborted('the client went away'));
    // What ended is closed as well, and an error that nobody hears costs its stack.
    const onGone = (): void => {
      if (!stream.readableEnded) gone();
    };
    if (stream.destroyed) gone();
    else stream.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}
