import type { Key } from '@jotmint/web';
import { useSignal } from '@preact/signals';
import { memberValue } from '../json/members.js';
import { payload, provider } from '../state/documents.js';
import { Code } from './Code.js';
import { CopyButton } from './CopyButton.js';
import { Icon } from './Icon.js';
import { save } from './save.js';

type Form = 'PEM' | 'JWK';

/** Getting a key out: the public half freely, the private one only when asked for. */
export function PrivateKey({ keyed }: { keyed: Key }) {
  const form = useSignal<Form>('PEM');
  const shown = useSignal(false);
  const secret = keyed.kind === 'secret';
  const written: Form = secret ? 'JWK' : form.value;
  const ending = written === 'PEM' ? 'pem' : 'jwk';
  const own = secret ? 'secret' : 'private key';
  return (
    <div class="private">
      <div class="key-row">
        {!secret && (
          <select
            class="select"
            aria-label="Format of the key"
            value={form}
            onChange={({ currentTarget }) => {
              form.value = currentTarget.value as Form;
            }}
          >
            <option>PEM</option>
            <option>JWK</option>
          </select>
        )}
        <button
          type="button"
          class="button"
          onClick={() =>
            save(secret ? 'secret.jwk' : `private_key.${ending}`, text(keyed, written))
          }
        >
          <Icon name="download" />
          Download {own}
        </button>
        {!secret && (
          <>
            <button
              type="button"
              class="button"
              onClick={() => save(publicName(ending), text(keyed.publicKey(), written))}
            >
              <Icon name="download" />
              Download public key
            </button>
            <CopyButton
              what="public key"
              label="Copy public key"
              text={() => text(keyed.publicKey(), written)}
            />
          </>
        )}
      </div>
      <div class="secret">
        <button
          type="button"
          class="button small"
          aria-expanded={shown.value}
          onClick={() => {
            shown.value = !shown.value;
          }}
        >
          {shown.value ? `Hide the ${own}` : `Show the ${own}`}
        </button>
        {shown.value && <CopyButton what={own} text={() => text(keyed, written)} />}
        <Code label={`The ${own}`}>{shown.value ? text(keyed, written) : MASK}</Code>
      </div>
    </div>
  );
}

const MASK = '•••••••• •••••••• •••••••• ••••••••';

function text(key: Key, form: Form): string {
  return form === 'PEM' ? key.toPem() : `${JSON.stringify(key.toJwk(), null, 2)}\n`;
}

/** Neuron finds the key by the file's name. */
function publicName(ending: string): string {
  const issuer = memberValue(payload.value, 'iss');
  const named = provider.value === 'neuron' && typeof issuer === 'string' && issuer !== '';
  return `${named ? issuer : 'public_key'}.${ending}`;
}
