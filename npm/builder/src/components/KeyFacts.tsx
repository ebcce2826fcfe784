import type { Key } from '@jotmint/web';
import type { KeySlot } from '../state/key-slot.js';
import { nameOf } from '../words/verdict.js';
import { CopyButton } from './CopyButton.js';

interface Props {
  readonly slot: KeySlot;
  readonly keyed: Key;
  readonly onReplace: () => void;
}

const KINDS = { private: 'Private', public: 'Public', secret: 'Secret' };

/** What a key is, what was mended in it, and by what it is recognised. */
export function KeyFacts({ slot, keyed, onReplace }: Props) {
  const words = nameOf(keyed);
  return (
    <div class="facts">
      <div class="facts-head">
        <p class="facts-title">
          {keyed.kind === 'secret' ? `S${words.slice(3)}` : `${KINDS[keyed.kind]} ${words}`}
        </p>
        {slot.made.value && <span class="badge">made on this page</span>}
        <button type="button" class="button small" onClick={onReplace}>
          Use another
        </button>
      </div>
      {keyed.repairs.length > 0 && (
        <p class="repairs" role="status">
          Mended while reading: {keyed.repairs.join('; ')}.
        </p>
      )}
      <dl class="fact-list">
        <Fact name="For" value={keyed.algorithms.join(', ')} />
        {keyed.keyid !== undefined && <Fact name="Key ID" value={keyed.keyid} />}
        {keyed.kind !== 'secret' && (
          <>
            <Fact name="Fingerprint" value={keyed.fingerprint()} copy="fingerprint" />
            <Fact name="Thumbprint" value={keyed.thumbprint()} copy="thumbprint" />
          </>
        )}
      </dl>
    </div>
  );
}

function Fact({ name, value, copy }: { name: string; value: string; copy?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        {copy !== undefined && <CopyButton what={copy} text={() => value} />}
      </dd>
    </div>
  );
}
