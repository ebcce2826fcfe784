/** The bytes of a stream, as far as they are wanted. */
import type { Readable } from 'node:stream';

/** A stream that ended before its time: the client went away. */
export class Aborted extends Error {}

/** All of them, or undefined where there are more than `maximum`; the rest is not read then. */
export function readBytes(stream: Readable, maximum: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (outcome: () => void): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      outcome();
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maximum) return;
      stream.pause();
      settle(() => resolve(undefined));
    };
    const onEnd = (): void => {
      const [only] = chunks;
      settle(() => resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks)));
    };
    const onGone = (): void => settle(() => reject(new Aborted('the client went away')));
    if (stream.destroyed) onGone();
    else stream.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}
