import { fromPicker, type Reading, reading, toPicker } from '../dates/reading.js';
import { memberValue } from '../json/members.js';
import { now } from '../state/clock.js';
import { payload } from '../state/documents.js';
import { setMember } from '../state/editing.js';
import { findings } from '../state/findings.js';

interface Quick {
  readonly label: string;
  /** From now. */
  readonly seconds: number;
}

const FUTURE: readonly Quick[] = [
  { label: 'in 1 hour', seconds: 3600 },
  { label: 'in 1 day', seconds: 86_400 },
  { label: 'in 1 year', seconds: 31_536_000 },
];
const PRESENT: readonly Quick[] = [{ label: 'now', seconds: 0 }];

interface Props {
  readonly name: 'exp' | 'iat' | 'nbf';
  readonly label: string;
}

/** A date claim: the picker, what people mean most often, and how the date reads everywhere. */
export function DateField({ name, label }: Props) {
  const value = memberValue(payload.value, name);
  const read = typeof value === 'number' ? reading(value, now.value) : undefined;
  const id = `field-${name}`;
  const wrong = findings.value.find(({ path }) => path === `$.payload.${name}`);
  const set = (seconds: number | undefined) => setMember('payload', name, seconds);
  return (
    <fieldset class="field date-field">
      <legend class="unseen">{label}</legend>
      <div class="date-head">
        <label for={id}>
          {label} <code>{name}</code>
        </label>
        <Relative name={name} read={read} past={typeof value === 'number' && value <= now.value} />
      </div>
      <div class="date-row">
        <input
          id={id}
          class={`input ${wrong?.severity ?? ''}`}
          type="datetime-local"
          step="1"
          value={toPicker(value)}
          aria-invalid={wrong?.severity === 'error'}
          aria-describedby={`${id}-reading`}
          onInput={({ currentTarget }) => set(fromPicker(currentTarget.value))}
        />
        {(name === 'exp' ? FUTURE : PRESENT).map(({ label: words, seconds }) => (
          <button
            key={words}
            type="button"
            class="button small"
            onClick={() => set(now.value + seconds)}
          >
            {words}
          </button>
        ))}
        <button
          type="button"
          class="button small"
          disabled={value === undefined}
          onClick={() => set(undefined)}
        >
          leave out
        </button>
      </div>
      <p id={`${id}-reading`} class="reading">
        {read === undefined ? (
          <span>{unread(name, value)}</span>
        ) : (
          <>
            <span>{read.local} local</span>
            <span>{read.utc}</span>
          </>
        )}
      </p>
    </fieldset>
  );
}

interface RelativeProps {
  readonly name: string;
  readonly read: Reading | undefined;
  readonly past: boolean;
}

function Relative({ name, read, past }: RelativeProps) {
  if (read === undefined) return null;
  const expired = name === 'exp' && past;
  return (
    <strong class={`relative ${expired ? 'expired' : ''}`}>
      {expired ? `expired ${read.relative}` : read.relative}
    </strong>
  );
}

function unread(name: string, value: unknown): string {
  if (value !== undefined) return 'This is no date that counts in seconds.';
  return name === 'exp' ? 'Without it the token never expires.' : 'Left out.';
}
