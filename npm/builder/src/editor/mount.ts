/** A CodeMirror editor that follows a signal and tells what a person does to its text. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Annotation, EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { effect, type ReadonlySignal } from '@preact/signals';
import { refuseSize } from '../state/notice.js';
import { change } from './change.js';
import { look } from './look.js';
import { type Mark, markField, setMarks } from './marks.js';

export interface EditorOptions {
  readonly label: string;
  /** What an announcement calls the text. */
  readonly what: string;
  readonly text: ReadonlySignal<string>;
  readonly marks: ReadonlySignal<readonly Mark[]>;
  readonly onEdit: (text: string) => void;
  readonly extensions: Extension;
}

/** The longest text that an editor takes; the core takes tokens of 256 KiB. */
const MOST_CHARACTERS = 500_000;

/** The page changed the text, not the person. */
const fromPage = Annotation.define<boolean>();

/**
 * Puts an editor into the element; returns what takes it away again.
 *
 * It lives in a shadow root, where CodeMirror adopts its style sheets instead of writing style
 * elements, which the page's policy would refuse.
 */
export function mount(element: HTMLElement, options: EditorOptions): () => void {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({ doc: options.text.peek(), extensions: extensions(options) }),
  });
  const stopText = effect(() => {
    const wanted = options.text.value;
    const current = view.state.doc.toString();
    if (wanted === current) return;
    view.dispatch({
      changes: change(current, wanted),
      annotations: [fromPage.of(true), Transaction.addToHistory.of(true)],
    });
  });
  const stopMarks = effect(() => {
    view.dispatch({ effects: setMarks.of(options.marks.value) });
  });
  return () => {
    stopText();
    stopMarks();
    view.destroy();
  };
}

function extensions({ label, what, onEdit, extensions: own }: EditorOptions): Extension {
  return [
    history(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorState.transactionFilter.of((transaction) => {
      const size = transaction.newDoc.length;
      if (!transaction.docChanged || size <= MOST_CHARACTERS) return transaction;
      if (transaction.annotation(fromPage)) return transaction;
      refuseSize(what, size, MOST_CHARACTERS);
      return [];
    }),
    EditorView.updateListener.of(({ docChanged, transactions, state }) => {
      if (docChanged && !transactions.some((one) => one.annotation(fromPage))) {
        onEdit(state.doc.toString());
      }
    }),
    EditorView.contentAttributes.of({
      'aria-label': label,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
      translate: 'no',
    }),
    markField,
    look,
    own,
  ];
}
