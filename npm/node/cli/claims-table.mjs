/** Header and claims of a token for people: one line each, dates in words. */
import { dateInWords } from './dates.mjs';
import { harmless, painter, shown } from './terminal.mjs';

const DATES = ['exp', 'nbf', 'iat'];

/**
 * @param {string} title
 * @param {object} members
 * @param {number} [now] seconds since 1970
 */
export function membersTable(title, members, now = Date.now() / 1000) {
  const paint = painter(process.stdout);
  const names = Object.keys(members).map(harmless);
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = Object.entries(members).map(([name, value]) => {
    const label = paint('cyan', harmless(name).padEnd(width));
    const words = DATES.includes(name) ? dateInWords(value, now) : undefined;
    if (words === undefined) return `  ${label}  ${shown(value)}`;
    return `  ${label}  ${value}  ${paint(colourOf(name, value, now), words)}`;
  });
  return `${paint('bold', title)}\n${lines.length > 0 ? lines.join('\n') : '  none'}\n`;
}

/** A date that stands against the token is red. */
function colourOf(name, value, now) {
  if (name === 'exp') return value <= now ? 'red' : 'green';
  return value > now ? 'red' : 'green';
}

/** @param {{ header: object, payload: object }} token */
export function tokenTables({ header, payload }) {
  return `${membersTable('Header', header)}\n${membersTable('Claims', payload)}`;
}
