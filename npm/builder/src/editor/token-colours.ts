/** A token's three parts, each in its colour. */
import type { Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { segments } from '../token/segments.js';

export const tokenColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = coloured(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = coloured(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function coloured(view: EditorView): DecorationSet {
  const all: Range<Decoration>[] = [];
  for (const { name, from, to } of segments(view.state.doc.toString())) {
    if (to > from) all.push(Decoration.mark({ class: `cm-${name}` }).range(from, to));
    if (name !== 'signature' && to < view.state.doc.length) all.push(DOT.range(to, to + 1));
  }
  return Decoration.set(all, true);
}

const DOT = Decoration.mark({ class: 'cm-dot' });

/** A token is one line, however long; it is broken anywhere. */
export const tokenWrapping = [
  EditorView.lineWrapping,
  EditorView.theme({ '.cm-content': { wordBreak: 'break-all', overflowWrap: 'anywhere' } }),
];
