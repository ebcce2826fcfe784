import { followKey } from '../state/editing.js';
import { signing, verifying, verifyWith } from '../state/keys.js';
import { KeyFacts } from './KeyFacts.js';
import { KeyInput } from './KeyInput.js';
import { MakeKey } from './MakeKey.js';

export function SigningKey() {
  const key = signing.key.value;
  const replace = () => {
    signing.clear();
    followKey();
  };
  const toVerify = () => {
    if (key === undefined) return;
    verifying.put(key);
    verifying.made.value = false;
    verifyWith.value = 'given';
    replace();
  };
  return (
    <section class="card key-card" aria-labelledby="signing-title">
      <div class="card-head">
        <h2 id="signing-title">Signing key</h2>
        <span class="card-note">private key or secret</span>
      </div>
      <div class="key-body">
        {key === undefined ? (
          <KeyInput slot={signing} id="signing" onKey={followKey} />
        ) : (
          <>
            <KeyFacts slot={signing} keyed={key} onReplace={replace} />
            {key.kind === 'public' && (
              <p class="key-problem">
                This is a public key: it checks tokens and cannot sign any.{' '}
                <button type="button" class="button small" onClick={toVerify}>
                  Use it to verify
                </button>
              </p>
            )}
          </>
        )}
        <MakeKey />
      </div>
    </section>
  );
}
