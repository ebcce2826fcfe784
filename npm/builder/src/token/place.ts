/** Where a refusal points to: the core says it in the error's words and names the part as its reason. */
import type { JotError } from '@jotmint/web';
import type { SegmentName } from './segments.js';

export interface Place {
  readonly segment: SegmentName;
  /** Characters into the part of the token. */
  readonly position?: number;
  /** Line and column in the part's JSON, from 1. */
  readonly line?: number;
  readonly column?: number;
}

export function placeOf(error: JotError): Place | undefined {
  const segment = error.reason;
  if (segment !== 'header' && segment !== 'payload' && segment !== 'signature') return undefined;
  const position = /at position (\d+)/.exec(error.message);
  if (position !== null) return { segment, position: Number(position[1]) };
  const inJson = /at line (\d+), column (\d+)/.exec(error.message);
  if (inJson !== null) return { segment, line: Number(inJson[1]), column: Number(inJson[2]) };
  return { segment };
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
