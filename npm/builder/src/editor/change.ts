/** The smallest change from one text to another, so that cursors outside it stay where they are. */

export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export function change(current: string, wanted: string): Change {
  const shorter = Math.min(current.length, wanted.length);
  let start = 0;
  while (start < shorter && current[start] === wanted[start]) start += 1;
  let end = 0;
  while (end < shorter - start && current.at(-1 - end) === wanted.at(-1 - end)) end += 1;
  return {
    from: start,
    to: current.length - end,
    insert: wanted.slice(start, wanted.length - end),
  };
}
