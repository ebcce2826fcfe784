import { header, payload, provider, token } from '../state/documents.js';
import { findings, type Marked } from '../state/findings.js';
import { PROVIDERS } from '../state/start.js';
import { wordsOf } from '../words/refusal.js';
import { Icon } from './Icon.js';

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' };

export function FindingsList() {
  const all = findings.value;
  const problems = all.filter(({ severity }) => severity !== 'info').length;
  return (
    <div class="card findings-card">
      <div class="card-head">
        <h2 id="findings-title">Findings</h2>
        <span class={`count ${problems === 0 ? 'good' : 'some'}`}>{problems}</span>
      </div>
      {/* Scrolls in itself, so that nothing below moves; a keyboard must reach it to scroll. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section class="findings" tabIndex={0} aria-labelledby="findings-title">
        {problems === 0 && token.value !== '' && (
          <p class="all-well">
            <Icon name="check" />
            {allWell()}
          </p>
        )}
        <ul>
          {all.map((finding, index) => (
            <Row key={`${finding.code} ${finding.path} ${index}`} finding={finding} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Row({ finding }: { finding: Marked }) {
  const { severity, mend, path } = finding;
  return (
    <li class={`finding ${severity}`}>
      <span class="finding-icon">
        <Icon name={severity === 'info' ? 'info' : 'warning'} />
      </span>
      <div>
        <p>
          <span class="unseen">{WORDS[severity]}: </span>
          {wordsOf(finding)}
        </p>
        <p class="finding-foot">
          <code>{where(path, finding)}</code>
          {mend !== undefined && (
            <button
              type="button"
              class={`button small ${severity === 'info' ? '' : 'mend'}`}
              onClick={mend.apply}
            >
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
  const stands = place !== undefined && place.editor !== 'token' && place.to > 0;
  if (!stands) return name;
  const text = place.editor === 'header' ? header.value : payload.value;
  return `${name}, line ${text.slice(0, place.from).split('\n').length}`;
}

function allWell(): string {
  const title = PROVIDERS.find(({ name }) => name === provider.value)?.title;
  return provider.value === 'jwt'
    ? 'Nothing is wrong with these claims.'
    : `Nothing that ${title} would refuse.`;
}
