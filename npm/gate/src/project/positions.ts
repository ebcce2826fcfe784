/** Where each member of a JSON text stands. */
import { type AnyNode, type LocationRange, parse } from '@humanwhocodes/momoa';
import { type Position, ProjectError } from './project-error.js';

/** By path, such as `keys[1].publicKey`; of a member, the place of its name. */
export class Positions {
  readonly #byPath = new Map<string, Position>();

  /** @throws {ProjectError} where the text is no JSON, or has a name twice in one object */
  constructor(file: string, text: string) {
    this.#add(file, tree(file, text), '');
  }

  /** Of what stands there, or else of what it would stand in. */
  of(path: string): Position | undefined {
    let rest = path;
    while (rest !== '') {
      const found = this.#byPath.get(rest);
      if (found) return found;
      rest = rest.replace(/(^|\.)[^.[\]]*$|\[\d+\]$/, '');
    }
    return this.#byPath.get('');
  }

  /** What stands at `from` is from now on found as `to`. */
  rename(from: string, to: string): void {
    const found = this.#byPath.get(from);
    if (found) this.#byPath.set(to, found);
  }

  #add(file: string, node: AnyNode, path: string): void {
    if (!this.#byPath.has(path)) this.#byPath.set(path, start(node.loc));
    if (node.type === 'Array') {
      for (const [index, element] of node.elements.entries()) {
        this.#add(file, element.value, `${path}[${index}]`);
      }
    }
    if (node.type !== 'Object') return;
    for (const { name, value } of node.members) {
      const text = name.type === 'String' ? name.value : name.name;
      const member = path === '' ? text : `${path}.${text}`;
      const position = start(name.loc);
      if (this.#byPath.has(member)) {
        throw new ProjectError(file, position, `The name ${JSON.stringify(text)} stands twice.`);
      }
      this.#byPath.set(member, position);
      this.#add(file, value, member);
    }
  }
}

function tree(file: string, text: string): AnyNode {
  const end = positionAt(text, text.length);
  let isJson = false;
  try {
    JSON.parse(text);
    isJson = true;
  } catch (error) {
    const { message } = error as SyntaxError;
    // Not every engine says where, and what it quotes may be a key.
    const [, offset] = /position (\d+)/.exec(message) ?? [];
    if (/end of JSON/.test(message)) throw new ProjectError(file, end, NO_JSON);
    if (offset) throw new ProjectError(file, positionAt(text, Number(offset)), NO_JSON);
  }
  try {
    const { body } = parse(text, { mode: 'json' });
    if (isJson) return body;
  } catch (error) {
    const { line, column } = error as Partial<Position>;
    if (line && column) throw new ProjectError(file, { line, column }, NO_JSON);
  }
  throw new ProjectError(file, undefined, NO_JSON);
}

const NO_JSON = 'This is no JSON.';

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function start({ start: { line, column } }: LocationRange): Position {
  return { line, column };
}
