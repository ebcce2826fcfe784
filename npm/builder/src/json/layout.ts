/**
 * The white space of a JSON text, and nothing else of it: numbers stay as they were written and
 * names stay double, so that what is signed is what stands in the editor.
 */

/** Without white space between the tokens of JSON. */
export function compact(text: string): string {
  return pieces(text).join('');
}

/** On lines of their own, but for short lists of plain values. Takes text that is JSON. */
export function indented(text: string): string {
  let out = '';
  let depth = 0;
  const all = pieces(text);
  const newLine = () => `\n${'  '.repeat(depth)}`;
  for (let at = 0; at < all.length; at += 1) {
    const piece = all[at] ?? '';
    if (piece === '[' || piece === '{') {
      const short = shortList(all, at);
      if (short !== undefined) {
        out += short.text;
        at = short.last;
        continue;
      }
      depth += 1;
      out += piece + newLine();
    } else if (piece === ']' || piece === '}') {
      depth = Math.max(depth - 1, 0);
      out += newLine() + piece;
    } else if (piece === ',') {
      out += piece + newLine();
    } else {
      out += piece === ':' ? ': ' : piece;
    }
  }
  return out;
}

const WIDTH = 64;

/** A list without lists in it that fits on a line, or one with nothing in it. */
function shortList(all: readonly string[], start: number) {
  const opening = all[start];
  const closing = opening === '[' ? ']' : '}';
  if (all[start + 1] === closing) return { text: `${opening}${closing}`, last: start + 1 };
  if (opening === '{') return undefined;
  let text = '[';
  for (let at = start + 1; at < all.length && text.length < WIDTH; at += 1) {
    const piece = all[at] ?? '';
    if (piece === '[' || piece === '{') return undefined;
    text += piece === ',' ? ', ' : piece;
    if (piece === ']') return { text, last: at };
  }
  return undefined;
}

/** Strings, punctuation, and what stands between them. */
function pieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}

const PIECE = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$)|[[\]{},:]|[^\s"[\]{},:]+/g;
