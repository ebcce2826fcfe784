/** How editors look; the colours are the page's (`styles/colours.css`), light and dark. */
import { EditorView } from '@codemirror/view';

export const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    fontSize: 'var(--code-size)',
    lineHeight: '1.6',
    overflow: 'auto',
    scrollbarWidth: 'thin',
  },
  '.cm-content': { padding: '12px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 14px' },
  '& ::selection': { backgroundColor: 'var(--selection)' },
  '.cm-header': { color: 'var(--token-header)' },
  '.cm-payload': { color: 'var(--token-payload)' },
  '.cm-signature': { color: 'var(--token-signature)' },
  '.cm-dot': { color: 'var(--text)', fontWeight: '700' },
  '.cm-finding': {
    textDecoration: 'underline wavy 1px',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
  },
  '.cm-finding.cm-error': { textDecorationColor: 'var(--bad)' },
  '.cm-finding.cm-warning': { textDecorationColor: 'var(--warn)' },
  '.cm-finding.cm-info': { textDecoration: 'underline dotted 1px var(--accent)' },
  '.cm-spot.cm-error, .cm-spot.cm-error *': {
    backgroundColor: 'var(--bad)',
    color: 'var(--surface)',
    textDecoration: 'none',
    borderRadius: '2px',
  },
  '.cm-finding-line.cm-error': {
    boxShadow: 'inset 3px 0 var(--bad)',
    background: 'var(--bad-wash)',
  },
  '.cm-finding-line.cm-warning': {
    boxShadow: 'inset 3px 0 var(--warn)',
    background: 'var(--warn-wash)',
  },
  '.cm-mend': {
    font: '600 12px/16px var(--sans)',
    margin: '0 0 0 12px',
    padding: '1px 8px',
    color: 'var(--accent-text)',
    backgroundColor: 'var(--accent)',
    border: '0',
    borderRadius: '999px',
    cursor: 'pointer',
    verticalAlign: 'baseline',
  },
});
