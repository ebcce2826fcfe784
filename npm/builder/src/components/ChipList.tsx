import { useSignal } from '@preact/signals';
import { memberValue } from '../json/members.js';
import { texts } from '../snippets/said.js';
import { payload } from '../state/documents.js';
import { setMember } from '../state/editing.js';
import { findings } from '../state/findings.js';
import { announce } from '../state/notice.js';
import { Icon } from './Icon.js';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly suggestions?: readonly string[];
}

/** A list of texts in the payload, one chip an entry; the findings say which are wrong. */
export function ChipList({ name, label, placeholder, suggestions }: Props) {
  const typed = useSignal('');
  const entries = texts(memberValue(payload.value, name));
  const id = `list-${name}`;
  const problems = entries.map((_, index) =>
    findings.value.find(({ path }) => path === `$.payload.${name}[${index}]`),
  );
  const whole = findings.value.find(({ path }) => path === `$.payload.${name}`);
  const firstProblem = problems.find((one) => one !== undefined) ?? whole;

  const set = (list: string[]) => setMember('payload', name, list.length === 0 ? undefined : list);
  const add = () => {
    const added = typed.value.split(SEPARATOR).filter((one) => one !== '');
    if (added.length === 0) return;
    set([...entries, ...added.filter((one) => !entries.includes(one))]);
    typed.value = '';
    announce(`Added ${added.join(', ')}.`);
  };
  const remove = (index: number) => {
    set(entries.filter((_, at) => at !== index));
    announce(`Removed ${entries[index]}.`);
  };

  return (
    <div class="field chip-field">
      <div class="date-head">
        <label for={id}>
          {label} <code>{name}</code>
        </label>
        <button type="button" class="button small" aria-label={`Add to ${label}`} onClick={add}>
          Add
        </button>
      </div>
      <div class={`input chip-box ${firstProblem?.severity ?? ''}`}>
        {entries.length > 0 && (
          <ul class="chips" aria-label={label}>
            {entries.map((entry, index) => (
              <li key={entry} class={`chip ${problems[index]?.severity ?? ''}`}>
                <span>{entry}</span>
                <button type="button" aria-label={`Remove ${entry}`} onClick={() => remove(index)}>
                  <Icon name="cross" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder={placeholder}
          aria-describedby={`${id}-problem`}
          value={typed}
          list={suggestions && `${id}-suggestions`}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ',') return;
            event.preventDefault();
            add();
          }}
        />
      </div>
      {suggestions !== undefined && (
        <datalist id={`${id}-suggestions`}>
          {suggestions
            .filter((one) => !entries.includes(one))
            .map((one) => (
              <option key={one} value={one} />
            ))}
        </datalist>
      )}
      <p id={`${id}-problem`} class="unseen">
        {firstProblem?.message}
      </p>
    </div>
  );
}

/** User agents have blanks in them; what stands between two entries is a comma or a line's end. */
const SEPARATOR = /\s*[,\n]\s*/;
