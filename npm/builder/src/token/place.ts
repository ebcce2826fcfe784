/** Where a refusal points to. The core says it in words: a position in a part, or a line and column. */
import type { SegmentName } from './segments.js';

export interface Place {
  /** Characters into the part of the token. */
  readonly position?: number;
  /** Line and column in the part's JSON, from 1. */
  readonly line?: number;
  readonly column?: number;
}

export function placeSaid(message: string): Place {
  const position = /at position (\d+)/.exec(message);
  if (position !== null) return { position: Number(position[1]) };
  const inJson = /at line (\d+), column (\d+)/.exec(message);
  return inJson === null ? {} : { line: Number(inJson[1]), column: Number(inJson[2]) };
}

/** The part of a token that an error's `reason` or a finding's path names. */
export function segmentSaid(name: string | undefined): SegmentName | undefined {
  return name === 'header' || name === 'payload' || name === 'signature' ? name : undefined;
}

/** The offset of a line and column in a text. */
export function offsetOf(text: string, line: number, column: number): number {
  let from = 0;
  for (let left = line; left > 1; left -= 1) {
    const end = text.indexOf('\n', from);
    if (end < 0) break;
    from = end + 1;
  }
  return Math.min(from + Math.max(column - 1, 0), text.length);
}
