import type { Signal } from '@preact/signals';
import { Dialog } from './Dialog.js';

/** What each line of the policy means, by how it begins. */
const MEANINGS: Readonly<Record<string, string>> = {
  'default-src': 'Nothing may be loaded, from anywhere.',
  'connect-src': 'No connection may be made: no fetch, no WebSocket, no beacon.',
  'script-src': 'The one script inside this file, known by its hash, and WebAssembly.',
  'style-src': 'The one style inside this file, known by its hash.',
  'img-src': 'Images inside this file only.',
  'form-action': 'No form may be sent.',
  'base-uri': 'Nothing may change what addresses mean.',
};

export function PolicyDialog({ open }: { open: Signal<boolean> }) {
  return (
    <Dialog open={open} title="This page cannot connect anywhere">
      <p>
        The browser itself holds the page to this policy, which stands at the top of the file. Keys
        and tokens stay in the memory of this tab; nothing is stored, and closing the tab forgets
        everything.
      </p>
      <dl class="policy">
        {directives().map(({ name, text }) => (
          <div key={name}>
            <dt>
              <code>{text}</code>
            </dt>
            <dd>{MEANINGS[name]}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">
        To see for yourself: open the browser's developer tools at Network and use the page, or go
        offline first.
      </p>
    </Dialog>
  );
}

function directives(): { name: string; text: string }[] {
  const meta = document.querySelector<HTMLMetaElement>('meta[http-equiv=Content-Security-Policy]');
  return (meta?.content ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((text) => ({ name: text.split(' ')[0] ?? '', text }));
}
