import { verifying, verifyWith } from '../state/keys.js';
import { KeyFacts } from './KeyFacts.js';
import { KeyInput } from './KeyInput.js';

const CHOICES = [
  { value: 'own', label: 'The signing key’s own other half' },
  { value: 'given', label: 'A public key, secret or JWKS' },
] as const;

export function VerificationKey() {
  const { key, set } = verifying;
  const replace = () => verifying.clear();
  return (
    <section class="card key-card" aria-labelledby="verification-title">
      <div class="card-head">
        <h2 id="verification-title">Verify with</h2>
        <span class="card-note">the algorithm is the key’s, never the token’s</span>
      </div>
      <div class="key-body">
        <fieldset class="choices">
          <legend class="unseen">Verify with</legend>
          {CHOICES.map(({ value, label }) => (
            <label key={value} class="check">
              <input
                type="radio"
                name="verify-with"
                value={value}
                checked={verifyWith.value === value}
                onChange={() => {
                  verifyWith.value = value;
                }}
              />
              {label}
            </label>
          ))}
        </fieldset>
        {verifyWith.value === 'given' && !verifying.filled.value && (
          <KeyInput slot={verifying} id="verification" onKey={() => undefined} />
        )}
        {verifyWith.value === 'given' && key.value !== undefined && (
          <KeyFacts slot={verifying} keyed={key.value} onReplace={replace} />
        )}
        {verifyWith.value === 'given' && set.value !== undefined && (
          <div class="facts-head">
            <p class="facts-title">A set of {set.value.keys.length} keys</p>
            <button type="button" class="button small" onClick={replace}>
              Use another
            </button>
          </div>
        )}
      </div>
    </section>
  );
}
