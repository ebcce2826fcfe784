/** The members of a JSON object as places in its text, so that one changes and the rest stays. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/json';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Member {
  readonly name: string;
  readonly key: Span;
  readonly value: Span;
}

/** Of the outermost object; none where the text is no object. */
export function members(text: string): Member[] {
  return objectAt(text).map((property) => ({
    name: nameOf(text, property.firstChild),
    key: span(property.firstChild ?? property),
    value: span(property.lastChild ?? property),
  }));
}

export function member(text: string, name: string): Member | undefined {
  return members(text).find((one) => one.name === name);
}

/** Where an entry of a member's list stands. */
export function entry(text: string, name: string, index: number): Span | undefined {
  const property = objectAt(text).find((one) => nameOf(text, one.firstChild) === name);
  const list = property?.lastChild;
  if (list?.name !== 'Array') return undefined;
  const values = children(list).filter((node) => !PUNCTUATION.has(node.name));
  const found = values[index];
  return found && span(found);
}

/** The value of a member, if the text can be read that far. */
export function memberValue(text: string, name: string): unknown {
  const found = member(text, name);
  if (found === undefined) return undefined;
  try {
    return JSON.parse(text.slice(found.value.from, found.value.to));
  } catch {
    return undefined;
  }
}

/** The text with a member set, or added as the last one. */
export function withMember(text: string, name: string, value: unknown): string {
  const written = Array.isArray(value) ? list(value) : JSON.stringify(value);
  const found = member(text, name);
  if (found !== undefined) {
    return text.slice(0, found.value.from) + written + text.slice(found.value.to);
  }
  const all = members(text);
  const last = all.at(-1);
  if (last !== undefined) {
    const before = text.slice(0, last.key.from);
    const gap = /[\s]*$/.exec(before)?.[0] ?? '';
    const separator = gap.includes('\n') ? `,${gap.slice(gap.lastIndexOf('\n'))}` : ', ';
    const at = last.value.to;
    return `${text.slice(0, at)}${separator}${JSON.stringify(name)}: ${written}${text.slice(at)}`;
  }
  return `{\n  ${JSON.stringify(name)}: ${written}\n}`;
}

function list(values: readonly unknown[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}

/** The text without a member. */
export function withoutMember(text: string, name: string): string {
  const all = members(text);
  const index = all.findIndex((one) => one.name === name);
  const found = all[index];
  if (found === undefined) return text;
  const previous = all[index - 1];
  const next = all[index + 1];
  if (next !== undefined) return text.slice(0, found.key.from) + text.slice(next.key.from);
  if (previous !== undefined) {
    return text.slice(0, previous.value.to) + text.slice(found.value.to);
  }
  return '{}';
}

/** The text with a member called otherwise. */
export function renamed(text: string, name: string, to: string): string {
  const found = member(text, name);
  if (found === undefined) return text;
  return text.slice(0, found.key.from) + JSON.stringify(to) + text.slice(found.key.to);
}

const PUNCTUATION = new Set(['[', ']', '{', '}', ',', '⚠']);

/** The properties of the outermost object. */
function objectAt(text: string): SyntaxNode[] {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const object = parser.parse(text).topNode.firstChild;
  const found = object?.name === 'Object' ? children(object) : [];
  const properties = found.filter((node) => node.name === 'Property');
  if (parsed.size === MOST_PARSED) parsed.clear();
  parsed.set(text, properties);
  return properties;
}

/** Every field of the form asks about the same two texts, and broken ones take long to read. */
const parsed = new Map<string, SyntaxNode[]>();
const MOST_PARSED = 8;

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

function nameOf(text: string, key: SyntaxNode | null): string {
  if (key === null) return '';
  try {
    return String(JSON.parse(text.slice(key.from, key.to)));
  } catch {
    return '';
  }
}

function span({ from, to }: Span): Span {
  return { from, to };
}
