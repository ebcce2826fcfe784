/** Findings in an editor: the place underlined, its line tinted, the mend at the line's end. */
import { type Range, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Mend } from '../state/mends.js';

export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly mend?: Mend;
}

export const setMarks = StateEffect.define<readonly Mark[]>();

export const markField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return decorations(effect.value, transaction.newDoc);
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorations(marks: readonly Mark[], doc: Text): DecorationSet {
  const all: Range<Decoration>[] = [];
  const offered = new Set<string>();
  for (const mark of marks) {
    const from = Math.min(mark.from, doc.length);
    const to = Math.min(Math.max(mark.to, from), doc.length);
    const line = doc.lineAt(from);
    all.push(Decoration.line({ class: `cm-finding-line cm-${mark.severity}` }).range(line.from));
    if (to > from) {
      const attributes = { title: mark.message };
      const spot = to - from === 1 ? ' cm-spot' : '';
      all.push(
        Decoration.mark({ class: `cm-finding cm-${mark.severity}${spot}`, attributes }).range(
          from,
          to,
        ),
      );
    }
    const offer = `${line.from} ${mark.mend?.label}`;
    if (mark.mend !== undefined && !offered.has(offer)) {
      offered.add(offer);
      const widget = new MendWidget(mark.mend);
      all.push(Decoration.widget({ widget, side: 1 }).range(line.to));
    }
  }
  return Decoration.set(all, true);
}

/**
 * For the mouse; for the keyboard and screen readers the same mend is a button in the list of
 * findings.
 */
class MendWidget extends WidgetType {
  constructor(readonly mend: Mend) {
    super();
  }

  override eq(other: MendWidget): boolean {
    return other.mend === this.mend;
  }

  toDOM(): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.className = 'cm-mend';
    button.setAttribute('aria-hidden', 'true');
    button.addEventListener('click', () => mends.get(button)?.apply());
    this.updateDOM(button);
    return button;
  }

  /** The button stays while the finding is found anew, so that no click is lost. */
  override updateDOM(button: HTMLElement): boolean {
    mends.set(button, this.mend);
    button.textContent = this.mend.label;
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const mends = new WeakMap<HTMLElement, Mend>();
