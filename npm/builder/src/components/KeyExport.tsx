import type { Key } from '@jotmint/web';
import { useSignal } from '@preact/signals';
import { memberValue } from '../json/members.js';
import { payload, provider } from '../state/documents.js';
import { Code } from './Code.js';
import { CopyButton } from './CopyButton.js';
import { Icon } from './Icon.js';
import { save } from './save.js';

type Form = 'PEM' | 'JWK';

/** Getting a key out: the public half freely, the private one masked until it is asked for. */
export function KeyExport({ keyed }: { keyed: Key }) {
  const form = useSignal<Form>('PEM');
  const shown = useSignal(false);
  const written: Form = keyed.kind === 'secret' ? 'JWK' : form.value;
  const ending = written === 'PEM' ? 'pem' : 'jwk';
  const own = keyed.kind === 'secret' ? 'secret' : 'private key';
  const ownName = keyed.kind === 'secret' ? 'secret.jwk' : `private_key.${ending}`;
  const publicText = () => text(keyed.kind === 'private' ? keyed.publicKey() : keyed, written);
  return (
    <div class="export">
      {keyed.kind !== 'secret' && (
        <div class="export-row">
          <span class="export-name">Public key</span>
          <select
            class="select"
            aria-label="Format of the keys"
            value={form}
            onChange={({ currentTarget }) => {
              form.value = currentTarget.value as Form;
            }}
          >
            <option>PEM</option>
            <option>JWK</option>
          </select>
          <CopyButton what="public key" text={publicText} />
          <button
            type="button"
            class="button square"
            aria-label="Download public key"
            title="Download public key"
            onClick={() => save(publicName(ending), publicText())}
          >
            <Icon name="download" />
          </button>
        </div>
      )}
      {keyed.kind !== 'public' && (
        <div class="export-row">
          <span class="export-name">{keyed.kind === 'secret' ? 'Secret' : 'Private key'}</span>
          <span class="mask" aria-hidden="true">
            {shown.value ? '' : '••••••••'}
          </span>
          <button
            type="button"
            class="button"
            aria-expanded={shown.value}
            aria-label={`${shown.value ? 'Hide' : 'Show'} the ${own}`}
            onClick={() => {
              shown.value = !shown.value;
            }}
          >
            {shown.value ? 'Hide' : 'Show'}
          </button>
          <CopyButton what={own} text={() => text(keyed, written)} />
          <button
            type="button"
            class="button square"
            aria-label={`Download ${own}`}
            title={`Download ${own}`}
            onClick={() => save(ownName, text(keyed, written))}
          >
            <Icon name="download" />
          </button>
        </div>
      )}
      {shown.value && (
        <Code class="own-key" label={`The ${own}`}>
          {text(keyed, written)}
        </Code>
      )}
    </div>
  );
}

function text(key: Key, form: Form): string {
  return form === 'PEM' ? key.toPem() : `${JSON.stringify(key.toJwk(), null, 2)}\n`;
}

/** Neuron finds the key by the file's name. */
function publicName(ending: string): string {
  const issuer = memberValue(payload.value, 'iss');
  const named = provider.value === 'neuron' && typeof issuer === 'string' && issuer !== '';
  return `${named ? issuer : 'public_key'}.${ending}`;
}
