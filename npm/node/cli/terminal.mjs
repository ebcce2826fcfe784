/** What a terminal gets and a pipe does not. */
import { styleText } from 'node:util';

/**
 * Whether to colour: FORCE_COLOR decides, then NO_COLOR, then the terminal itself.
 *
 * @param {NodeJS.WriteStream} stream
 */
function isColoured(stream) {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  if (FORCE_COLOR !== undefined) return !['0', 'false'].includes(FORCE_COLOR);
  if (NO_COLOR) return false;
  // One that is set to nothing says nothing; Node takes it for a no.
  return stream.isTTY === true && stream.hasColors(16, { ...process.env, NO_COLOR: undefined });
}

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {(format: string | string[], text: string) => string}
 */
export function painter(stream) {
  if (!isColoured(stream)) return (_, text) => text;
  return (format, text) => styleText(format, text, { validateStream: false });
}

/**
 * Text from a token, a key or a file, with nothing in it that a terminal would obey or hide.
 *
 * @param {string} text
 */
export function harmless(text) {
  return text.replace(/[^\P{C}\n]|[\u2028\u2029]/gu, (character) =>
    // By UTF-16 units, as JSON escapes.
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** A value as JSON on one line. */
export function shown(value) {
  return harmless(JSON.stringify(value));
}

/** To standard error: it is about the work, not what was asked for. */
export function remark(text) {
  process.stderr.write(`jotmint: ${harmless(text)}\n`);
}

/** For programs. */
export function printJson(value) {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
