import { METHODS } from '../infura/methods.js';
import { member, memberValue } from '../json/members.js';
import { header, payload, provider } from '../state/documents.js';
import { type Part, setMember } from '../state/editing.js';
import { findings } from '../state/findings.js';
import { ChipList } from './ChipList.js';
import { DateField } from './DateField.js';

interface Field {
  readonly part: Part;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Has a line of its own. */
  readonly wide?: boolean;
}

const AUDIENCE: Field = { part: 'payload', name: 'aud', label: 'Audience' };
const ISSUER: Field = { part: 'payload', name: 'iss', label: 'Issuer' };
const SUBJECT: Field = { part: 'payload', name: 'sub', label: 'Subject' };
const KEY_ID: Field = { part: 'header', name: 'kid', label: 'Key ID' };

const FIELDS: Readonly<Record<typeof provider.value, readonly Field[]>> = {
  jwt: [AUDIENCE, ISSUER, SUBJECT, KEY_ID],
  infura: [
    { ...KEY_ID, wide: true, hint: 'The ID that the dashboard shows for your public key.' },
    AUDIENCE,
    ISSUER,
    SUBJECT,
  ],
  neuron: [
    {
      ...ISSUER,
      wide: true,
      hint: 'The name of the public key’s file in certs/, without its ending.',
    },
    { part: 'payload', name: 'user', label: 'User' },
    AUDIENCE,
    KEY_ID,
  ],
};

export function ClaimsForm() {
  return (
    <section class="card form-card" aria-labelledby="form-title">
      <div class="card-head">
        <h2 id="form-title">Claims</h2>
      </div>
      <form class="form" onSubmit={(event) => event.preventDefault()} autocomplete="off">
        <div class="fields">
          {FIELDS[provider.value].map((field) => (
            <TextField key={`${field.part}.${field.name}`} field={field} />
          ))}
        </div>
        <DateField name="exp" label="Expires" />
        <DateField name="iat" label="Issued at" />
        <DateField name="nbf" label="Not before" />
        {provider.value === 'infura' && (
          <fieldset class="lists">
            <legend>Allowlists</legend>
            <p class="quiet">A list without entries restricts nothing.</p>
            <ChipList
              name="methods"
              label="Methods"
              placeholder="eth_getBalance"
              suggestions={METHODS}
            />
            <ChipList name="addresses" label="Addresses" placeholder="0x…" />
            <ChipList name="origins" label="Origins" placeholder="https://*.example.com" />
            <ChipList name="user_agents" label="User agents" placeholder="part of its name" />
          </fieldset>
        )}
      </form>
    </section>
  );
}

function TextField({ field: { part, name, label, hint, wide } }: { field: Field }) {
  const text = part === 'header' ? header.value : payload.value;
  const value = memberValue(text, name);
  const written = member(text, name)?.value;
  const foreign = value !== undefined && typeof value !== 'string';
  const id = `field-${name}`;
  const wrong = findings.value.find(({ path }) => path === `$.${part}.${name}`);
  return (
    <div class={`field ${wide ? 'wide' : ''}`}>
      <label for={id}>
        {label} <code>{name}</code>
      </label>
      <input
        id={id}
        class={`input ${wrong?.severity ?? ''}`}
        type="text"
        autocomplete="off"
        spellcheck={false}
        readOnly={foreign}
        aria-invalid={wrong?.severity === 'error'}
        aria-describedby={hint && `${id}-hint`}
        title={foreign ? 'Not a text: change it in the JSON.' : undefined}
        value={foreign && written ? text.slice(written.from, written.to) : String(value ?? '')}
        onInput={({ currentTarget }) =>
          setMember(part, name, currentTarget.value === '' ? undefined : currentTarget.value)
        }
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
