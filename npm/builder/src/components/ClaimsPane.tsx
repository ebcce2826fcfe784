import { computed, type ReadonlySignal } from '@preact/signals';
import { jsonLanguage } from '../editor/json-language.js';
import type { Mark } from '../editor/marks.js';
import { header, payload } from '../state/documents.js';
import { editClaims, type Part } from '../state/editing.js';
import { findings } from '../state/findings.js';
import { CopyButton } from './CopyButton.js';
import { Editor } from './Editor.js';

const PARTS = [
  { part: 'header', title: 'Header', text: header, marks: marksOf('header') },
  { part: 'payload', title: 'Payload', text: payload, marks: marksOf('payload') },
] as const;

const EXTENSIONS = { header: jsonLanguage('header'), payload: jsonLanguage('payload') };

export function ClaimsPane() {
  return (
    <>
      {PARTS.map(({ part, title, text, marks }) => (
        <section key={part} class={`card ${part}-card`} aria-labelledby={`${part}-title`}>
          <div class="card-head">
            <h2 id={`${part}-title`} class={`is-${part}`}>
              {title}
            </h2>
            <div class="card-actions">
              <CopyButton what={part} text={() => text.value} />
            </div>
          </div>
          <div class="editor-frame">
            <Editor
              name={part}
              label={`${title}, JSON`}
              what={`The ${part}`}
              text={text}
              marks={marks}
              onEdit={(edited) => editClaims(part, edited)}
              extensions={EXTENSIONS[part]}
            />
          </div>
        </section>
      ))}
    </>
  );
}

function marksOf(part: Part): ReadonlySignal<Mark[]> {
  return computed(() =>
    findings.value.flatMap(({ place, ...finding }) =>
      // What is missing and may be missing stands nowhere.
      place?.editor === part && (place.to > 0 || finding.severity === 'error')
        ? [{ ...finding, ...place }]
        : [],
    ),
  );
}
