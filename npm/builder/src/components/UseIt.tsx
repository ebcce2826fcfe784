import { computed, signal } from '@preact/signals';
import { command } from '../snippets/command.js';
import { curl } from '../snippets/curl.js';
import { node } from '../snippets/node.js';
import { said } from '../snippets/said.js';
import { provider, token } from '../state/documents.js';
import { signing } from '../state/keys.js';
import { apiKey, host, network } from '../state/receiver.js';
import { Code } from './Code.js';
import { CopyButton } from './CopyButton.js';
import { Receiver } from './Receiver.js';

type Tab = 'curl' | 'node' | 'command';

const TABS: readonly { id: Tab; title: string; what: string }[] = [
  { id: 'curl', title: 'curl', what: 'A request with this token' },
  { id: 'node', title: 'Node', what: 'A program that makes this token' },
  { id: 'command', title: 'Command line', what: 'A command that makes such a token' },
];

const tab = signal<Tab>('curl');

const code = computed(() => {
  const about = said(token.value, provider.value);
  if (about === undefined) return 'There is no token that could be used.';
  const place = { network: network.value, apiKey: apiKey.value, host: host.value };
  if (tab.value === 'curl') return curl(about, place);
  const program = node(about, signing.key.value);
  return tab.value === 'node' ? program : command(about, program);
});

export function UseIt() {
  const current = TABS.find(({ id }) => id === tab.value);
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const at = TABS.findIndex(({ id }) => id === tab.value);
    const next = TABS[(at + by + TABS.length) % TABS.length];
    if (next === undefined) return;
    tab.value = next.id;
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <section class="card use-card" aria-labelledby="use-title">
      <div class="card-head">
        <h2 id="use-title">Use it</h2>
        <div class="tabs" role="tablist" aria-label="Use it">
          {TABS.map(({ id, title }) => (
            <button
              key={id}
              id={`tab-${id}`}
              type="button"
              role="tab"
              aria-selected={tab.value === id}
              aria-controls="use-panel"
              tabIndex={tab.value === id ? 0 : -1}
              onKeyDown={step}
              onClick={() => {
                tab.value = id;
              }}
            >
              {title}
            </button>
          ))}
        </div>
        <div class="card-actions">
          <CopyButton what={`${current?.title ?? ''} code`} text={() => code.value} label="Copy" />
        </div>
      </div>
      <Receiver />
      <div id="use-panel" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
        <p class="code-what">{current?.what}</p>
        <Code class="use-code" label={`${current?.title} code`}>
          {code}
        </Code>
      </div>
    </section>
  );
}
