import { computed } from '@preact/signals';
import { tokenColours, tokenWrapping } from '../editor/token-colours.js';
import { claimsProblem, token } from '../state/documents.js';
import { editToken } from '../state/editing.js';
import { findings } from '../state/findings.js';
import { CopyButton } from './CopyButton.js';
import { Editor } from './Editor.js';
import { VerdictBox } from './VerdictBox.js';

const marks = computed(() =>
  findings.value.flatMap(({ place, mend: _, ...finding }) =>
    place?.editor === 'token' ? [{ ...finding, ...place }] : [],
  ),
);

const extensions = [tokenColours, tokenWrapping];

export function TokenPane() {
  const outdated = claimsProblem.value !== undefined;
  return (
    <section class="card token-card" aria-labelledby="token-title">
      <div class="card-head">
        <h2 id="token-title">Token</h2>
        <ul class="legend" aria-label="Its parts, in their colours">
          <li class="is-header">header</li>
          <li class="is-payload">payload</li>
          <li class="is-signature">signature</li>
        </ul>
        <div class="card-actions">
          <CopyButton what="token" text={() => token.value} disabled={token.value === ''} />
        </div>
      </div>
      <div class={`editor-frame ${outdated ? 'outdated' : ''}`}>
        <Editor
          name="token"
          label="Token"
          what="The token"
          text={token}
          marks={marks}
          onEdit={editToken}
          extensions={extensions}
        />
        {token.value === '' && <p class="empty-hint">Paste a token here to read and check it.</p>}
      </div>
      <VerdictBox />
    </section>
  );
}
