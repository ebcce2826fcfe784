import { useSignal, useSignalEffect } from '@preact/signals';
import { now } from '../state/clock.js';
import { claimsProblem, leading, token, tokenProblem } from '../state/documents.js';
import { signAgain } from '../state/editing.js';
import { signing, verifyWith } from '../state/keys.js';
import { signingProblem } from '../state/minting.js';
import { verdict, verdictKind } from '../state/verdict.js';
import { type Told, told } from '../words/verdict.js';
import { Icon } from './Icon.js';

const ICONS = { good: 'check', bad: 'cross', none: 'dash' } as const;
/** A screen reader is told what stands, not what passes by while somebody types. */
const SETTLED = 900;

export function VerdictBox() {
  const settled = useSignal('');
  const shown: Told = told(verdict.value, {
    now: now.value,
    own: verifyWith.value === 'own',
    outdated: claimsProblem.value !== undefined,
    signingProblem: signingProblem.value,
  });
  const given =
    leading.value === 'token' && signing.filled.value && tokenProblem.value === undefined;
  const text = `${shown.title}. ${shown.reason}`;
  useSignalEffect(() => {
    // Not when only the clock goes on.
    verdictKind.value;
    token.value;
    claimsProblem.value;
    const timer = setTimeout(() => {
      settled.value = document.querySelector('.verdict-words')?.textContent ?? '';
    }, SETTLED);
    return () => clearTimeout(timer);
  });
  return (
    <>
      <div class={`verdict ${shown.tone}`} title={text}>
        <span class="verdict-icon">
          <Icon name={ICONS[shown.tone]} />
        </span>
        <div class="verdict-words">
          <p class="verdict-title">{shown.title}</p>
          <p class="verdict-reason">{shown.reason}</p>
        </div>
        {given && (
          <button type="button" class="button small" onClick={signAgain}>
            Sign again
          </button>
        )}
      </div>
      <div class="unseen" role="status" data-live="verdict">
        {settled}
      </div>
    </>
  );
}
