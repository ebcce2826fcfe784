import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type KeySlot, MOST_CHARACTERS, type SecretAlgorithm } from '../state/key-slot.js';
import { refuseSize } from '../state/notice.js';
import { reasonOf } from '../words/refusal.js';
import { Icon } from './Icon.js';

interface Props {
  readonly slot: KeySlot;
  readonly id: string;
  /** Called when there is a key. */
  readonly onKey: () => void;
}

const SECRETS: readonly SecretAlgorithm[] = ['HS256', 'HS384', 'HS512'];

/** Where a key is pasted, dropped or opened. What cannot be read stays, with the reason. */
export function KeyInput({ slot, id, onKey }: Props) {
  const over = useSignal(false);
  // Where mostly public keys go, they may be seen.
  const shown = useSignal(slot.takesSets);
  const file = useRef<HTMLInputElement>(null);
  const problem = slot.problem.value;

  const after = () => {
    if (slot.filled.value) onKey();
  };
  const read = (content: string | Uint8Array) => {
    if (content.length > MOST_CHARACTERS) {
      refuseSize('The key', content.length, MOST_CHARACTERS);
      return;
    }
    slot.read(content);
    after();
  };
  const paste = (event: ClipboardEvent) => {
    const size = event.clipboardData?.getData('text/plain').length ?? 0;
    if (size <= MOST_CHARACTERS) return;
    event.preventDefault();
    refuseSize('What was pasted', size, MOST_CHARACTERS);
  };
  const open = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    if (chosen.size > MOST_CHARACTERS) {
      refuseSize(`The file ${chosen.name}`, chosen.size, MOST_CHARACTERS, 'bytes');
      return;
    }
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    read(asText(bytes) ?? bytes);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    over.value = false;
    const dropped = event.dataTransfer;
    const [chosen] = dropped?.files ?? [];
    if (chosen !== undefined) void open(chosen);
    else if (dropped !== null) read(dropped.getData('text/plain'));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside it opens files as well
    <div
      class={`key-input ${over.value ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={drop}
    >
      <label for={`${id}-key`}>
        {slot.takesSets ? 'Public key, secret or JWKS' : 'Private key or secret'}
      </label>
      <textarea
        id={`${id}-key`}
        class={`input key-text ${shown.value ? '' : 'masked'}`}
        rows={5}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="Paste a PEM or a JWK, or drop a file"
        aria-invalid={problem !== undefined && !slot.locked.value}
        aria-describedby={`${id}-problem`}
        value={slot.text}
        onPaste={paste}
        onInput={({ currentTarget }) => {
          const text = currentTarget.value;
          read(text);
          if (text.length > MOST_CHARACTERS) currentTarget.value = slot.text.value;
        }}
      />
      <div class="key-row">
        <button type="button" class="button" onClick={() => file.current?.click()}>
          <Icon name="file" />
          Open a file
        </button>
        <input
          ref={file}
          class="unseen"
          type="file"
          tabIndex={-1}
          aria-label={`File with the ${slot.takesSets ? 'verification' : 'signing'} key`}
          onChange={({ currentTarget }) => {
            void open(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={shown.value}
            onChange={({ currentTarget }) => {
              shown.value = currentTarget.checked;
            }}
          />
          Show what is typed
        </label>
      </div>
      <p id={`${id}-problem`} class="key-problem" role="status">
        {problem !== undefined && reasonOf(problem)}
      </p>
      {slot.locked.value && <Passphrase slot={slot} id={id} after={after} />}
      {problem?.code === 'ERR_KEY_FORMAT' && slot.text.value !== '' && (
        <AsSecret slot={slot} id={id} after={after} />
      )}
      {problem?.code === 'ERR_KEY_TOO_SMALL' && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            slot.readAlthoughWeak();
            after();
          }}
        >
          Take it as it is
        </button>
      )}
    </div>
  );
}

interface StepProps {
  readonly slot: KeySlot;
  readonly id: string;
  readonly after: () => void;
}

function Passphrase({ slot, id, after }: StepProps) {
  const typed = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="key-row"
      onSubmit={(event) => {
        event.preventDefault();
        slot.unlock(typed.value);
        typed.value = '';
        after();
      }}
    >
      <label class="grow" for={`${id}-passphrase`}>
        Passphrase
        <input
          ref={field}
          id={`${id}-passphrase`}
          class="input"
          type="password"
          autocomplete="off"
          value={typed}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="button primary">
        <Icon name="lock" />
        Unlock
      </button>
    </form>
  );
}

function AsSecret({ slot, id, after }: StepProps) {
  const algorithm = useSignal<SecretAlgorithm>('HS256');
  return (
    <div class="key-row">
      <select
        id={`${id}-secret`}
        class="select"
        aria-label="Algorithm of the secret"
        value={algorithm}
        onChange={({ currentTarget }) => {
          algorithm.value = currentTarget.value as SecretAlgorithm;
        }}
      >
        {SECRETS.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <button
        type="button"
        class="button"
        onClick={() => {
          slot.readAsSecret(algorithm.value);
          after();
        }}
      >
        Use it as an HMAC secret
      </button>
    </div>
  );
}

/** Text, unless there are bytes that no text has. */
function asText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
