/** JSON, its names in the colour that the part has in the token. */
import {
  bracketMatching,
  continuedIndent,
  HighlightStyle,
  indentNodeProp,
  indentOnInput,
  LanguageSupport,
  LRLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { parser } from '@lezer/json';
import type { Part } from '../state/editing.js';

const json = LRLanguage.define({
  name: 'json',
  parser: parser.configure({
    props: [
      indentNodeProp.add({
        Object: continuedIndent({ except: /^\s*\}/ }),
        Array: continuedIndent({ except: /^\s*\]/ }),
      }),
    ],
  }),
  languageData: { indentOnInput: /^\s*[}\]]$/ },
});

export function jsonLanguage(part: Part): Extension {
  const style = HighlightStyle.define([
    { tag: tags.propertyName, color: `var(--token-${part})` },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--number)' },
    { tag: [tags.brace, tags.squareBracket, tags.separator], color: 'var(--muted)' },
  ]);
  return [
    // So that what is marked at a line's end can be seen.
    EditorView.lineWrapping,
    new LanguageSupport(json),
    indentOnInput(),
    bracketMatching(),
    syntaxHighlighting(style),
  ];
}
