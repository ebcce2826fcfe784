import type { Signal } from '@preact/signals';
import { memberValue } from '../json/members.js';
import { payload, provider } from '../state/documents.js';
import { signing } from '../state/keys.js';
import { apiKey, host, network } from '../state/receiver.js';

/** What the receiver must be given before it takes the token, and where it is. */
export function Receiver() {
  switch (provider.value) {
    case 'infura':
      return <Infura />;
    case 'neuron':
      return <Neuron />;
    case 'jwt':
      return null;
  }
}

function Infura() {
  return (
    <div class="receiver">
      <p>
        Paste the public key into <em>JWT Public Key</em> in the settings of your API key. The
        dashboard then shows its ID, which goes into <code>kid</code>, and this FINGERPRINT:{' '}
        <code class="strong">{fingerprint()}</code>
      </p>
      <div class="receiver-fields">
        <Text id="network" label="Network" value={network} hint="mainnet" />
        <Text id="api-key" label="API key" value={apiKey} hint="<YOUR-API-KEY>" />
      </div>
    </div>
  );
}

function Neuron() {
  const issuer = memberValue(payload.value, 'iss');
  return (
    <div class="receiver">
      <p>
        Save the public key in Neuron’s folder as{' '}
        <code class="strong">certs/{typeof issuer === 'string' ? issuer : ''}.pem</code>: Neuron
        finds it by the issuer. The download button names it so.
      </p>
      <div class="receiver-fields">
        <Text id="host" label="Neuron’s host" value={host} hint="<NEURON-HOST>" />
      </div>
    </div>
  );
}

function fingerprint(): string {
  const key = signing.key.value;
  return key === undefined || key.kind === 'secret' ? '' : key.fingerprint();
}

interface TextProps {
  readonly id: string;
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint: string;
}

function Text({ id, label, value, hint }: TextProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="text"
        autocomplete="off"
        spellcheck={false}
        placeholder={hint}
        value={value}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value.trim();
        }}
      />
    </div>
  );
}
