/** A token's three parts, as places in its text. */

export type SegmentName = 'header' | 'payload' | 'signature';

export interface Segment {
  readonly name: SegmentName;
  readonly from: number;
  readonly to: number;
}

const NAMES: readonly SegmentName[] = ['header', 'payload', 'signature'];

/** The parts that are there. What comes after a third dot belongs to the signature here. */
export function segments(token: string): Segment[] {
  const found: Segment[] = [];
  let from = 0;
  for (const name of NAMES) {
    const dot = name === 'signature' ? -1 : token.indexOf('.', from);
    const to = dot < 0 ? token.length : dot;
    found.push({ name, from, to });
    if (dot < 0) break;
    from = dot + 1;
  }
  return found;
}

export function segmentText(token: string, name: SegmentName): string | undefined {
  const segment = segments(token).find((one) => one.name === name);
  return segment && token.slice(segment.from, segment.to);
}
