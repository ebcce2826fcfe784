import { header, payload, provider } from '../state/documents.js';
import { findings, type Marked } from '../state/findings.js';
import { PROVIDERS } from '../state/start.js';
import { Icon } from './Icon.js';

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' };

export function FindingsList() {
  const all = findings.value;
  return (
    <div class="card findings-card">
      <div class="card-head">
        <h2 id="findings-title">Findings</h2>
        <span class={`count ${all.length === 0 ? 'good' : 'some'}`}>{all.length}</span>
      </div>
      {/* Scrolls in itself, so that nothing below moves; a keyboard must reach it to scroll. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section class="findings" tabIndex={0} aria-labelledby="findings-title">
        {all.length === 0 ? (
          <p class="all-well">
            <Icon name="check" />
            {allWell()}
          </p>
        ) : (
          <ul>
            {all.map((finding) => (
              <Row key={`${finding.code} ${finding.path}`} finding={finding} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Row({ finding }: { finding: Marked }) {
  const { severity, message, mend, path } = finding;
  return (
    <li class={`finding ${severity}`}>
      <span class="finding-icon">
        <Icon name={severity === 'info' ? 'info' : 'warning'} />
      </span>
      <div>
        <p>
          <span class="unseen">{WORDS[severity]}: </span>
          {message}
        </p>
        <p class="finding-foot">
          <code>{where(path, finding)}</code>
          {mend !== undefined && (
            <button type="button" class="button small mend" onClick={mend.apply}>
              {mend.label}
            </button>
          )}
        </p>
      </div>
    </li>
  );
}

/** `payload.exp, line 4`. */
function where(path: string, { place }: Marked): string {
  const name = path.replace(/^\$\.?/, '') || 'token';
  if (place === undefined || place.editor === 'token') return name;
  const text = place.editor === 'header' ? header.value : payload.value;
  return `${name}, line ${text.slice(0, place.from).split('\n').length}`;
}

function allWell(): string {
  const title = PROVIDERS.find(({ name }) => name === provider.value)?.title;
  return provider.value === 'jwt'
    ? 'Nothing is wrong with these claims.'
    : `Nothing that ${title} would refuse.`;
}
