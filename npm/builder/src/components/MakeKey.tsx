import { useSignal } from '@preact/signals';
import { followKey } from '../state/editing.js';
import { canMake, KINDS, make, signing, verifyWith } from '../state/keys.js';
import { announce, notice } from '../state/notice.js';
import { Icon } from './Icon.js';

export function MakeKey() {
  const chosen = useSignal(KINDS[0]?.id ?? '');
  const busy = useSignal(false);
  const kind = KINDS.find(({ id }) => id === chosen.value);
  const run = async () => {
    if (kind === undefined || busy.value) return;
    busy.value = true;
    try {
      signing.put(await make(kind));
      verifyWith.value = 'own';
      followKey();
      announce(`Made a key: ${kind.name}.`);
    } catch (error) {
      notice.value = { tone: 'problem', text: error instanceof Error ? error.message : '' };
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="make">
      <label for="make-kind">Make a new one</label>
      <div class="make-row">
        <select
          id="make-kind"
          class="select"
          value={chosen}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
          }}
        >
          {KINDS.map((one) => (
            <option key={one.id} value={one.id} disabled={!canMake(one)}>
              {one.name}
            </option>
          ))}
        </select>
        <button type="button" class="button primary" aria-disabled={busy.value} onClick={run}>
          <Icon name="key" />
          {busy.value ? 'Making…' : 'Make'}
        </button>
      </div>
      {!KINDS.every(canMake) && (
        <p class="quiet">
          RSA keys are made where the browser lends its own cryptography: open this page from disk,
          from 127.0.0.1 or over https.
        </p>
      )}
    </div>
  );
}
