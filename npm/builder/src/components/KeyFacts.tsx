import type { Key } from '@jotmint/web';
import type { ComponentChildren } from 'preact';
import type { KeySlot } from '../state/key-slot.js';
import { nameOf } from '../words/verdict.js';
import { CopyButton } from './CopyButton.js';
import { KeyExport } from './KeyExport.js';

interface Props {
  readonly slot: KeySlot;
  readonly keyed: Key;
  readonly onReplace: () => void;
}

const KINDS = { private: 'Private', public: 'Public', secret: 'Secret' };

/** What a key is, what was mended in it, by what it is recognised, and the ways to get it out. */
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
        <Fact name="For">{keyed.algorithms.join(', ')}</Fact>
        {keyed.keyid !== undefined && <Fact name="Key ID">{keyed.keyid}</Fact>}
        {keyed.kind !== 'secret' && (
          <>
            <Fact name="Fingerprint" copied={keyed.fingerprint()} />
            <Fact name="Thumbprint" copied={keyed.thumbprint()} />
          </>
        )}
      </dl>
      <KeyExport keyed={keyed} />
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly copied?: string;
  readonly children?: ComponentChildren;
}

function Fact({ name, copied, children = copied }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{children}</code>
        {copied !== undefined && <CopyButton what={name.toLowerCase()} text={() => copied} />}
      </dd>
    </div>
  );
}
