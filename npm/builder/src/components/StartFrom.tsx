import { provider } from '../state/documents.js';
import { PROVIDERS, start, undo } from '../state/start.js';

export function StartFrom() {
  return (
    <fieldset class="start">
      <legend>Start from</legend>
      <div class="segmented">
        {PROVIDERS.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            aria-pressed={provider.value === name}
            onClick={() => void start(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <button
        type="button"
        class="button"
        disabled={undo.value === undefined}
        onClick={() => undo.value?.()}
      >
        Undo
      </button>
      <p class="start-what">{WHAT[provider.value]}</p>
    </fieldset>
  );
}

const WHAT = {
  jwt: 'Any token, by RFC 7519.',
  infura: 'What Infura’s gateway asks for: a key ID, an audience, an expiry, allowlists.',
  neuron: 'What Neuron’s API asks for: an issuer that names the public key’s file.',
};
