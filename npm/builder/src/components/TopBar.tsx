import { useSignal } from '@preact/signals';
import { token } from '../state/documents.js';
import { link, publicKeyText } from '../state/share.js';
import { type Theme, theme } from '../state/theme.js';
import { Code } from './Code.js';
import { CopyButton } from './CopyButton.js';
import { Dialog } from './Dialog.js';
import { Icon } from './Icon.js';
import { PolicyDialog } from './PolicyDialog.js';

const THEMES: readonly { value: Theme; name: string }[] = [
  { value: 'system', name: 'System' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
];

export function TopBar() {
  const policyOpen = useSignal(false);
  const shareOpen = useSignal(false);
  return (
    <header class="top">
      <div class="top-inner">
        <h1 class="brand">
          <svg class="mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
            <rect class="mark-header" x="2" y="4" width="7" height="20" rx="3.500" />
            <rect class="mark-payload" x="10.500" y="4" width="7" height="20" rx="3.500" />
            <rect class="mark-signature" x="19" y="4" width="7" height="20" rx="3.500" />
          </svg>
          jotmint <span class="brand-what">token builder</span>
        </h1>
        <button
          type="button"
          class="pledge"
          onClick={() => {
            policyOpen.value = true;
          }}
        >
          <Icon name="lock" />
          <span>
            Nothing leaves this page<span class="pledge-more">: it cannot connect anywhere</span>
          </span>
        </button>
        <div class="top-actions">
          <button
            type="button"
            class="button"
            disabled={token.value === ''}
            onClick={() => {
              shareOpen.value = true;
            }}
          >
            <Icon name="link" />
            Share
          </button>
          <select
            class="select"
            aria-label="Colours"
            value={theme.value}
            onChange={(event) => {
              theme.value = event.currentTarget.value as Theme;
            }}
          >
            {THEMES.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </div>
      </div>
      <PolicyDialog open={policyOpen} />
      <Dialog open={shareOpen} title="Share this token">
        <p>
          The link holds the token{publicKeyText() === undefined ? '' : ' and the public key'} after
          its <code>#</code>, the part of an address that browsers send to nobody. It never holds a
          private key or a secret. Whoever has the link has the token: share none that is still good
          for something.
        </p>
        <Code class="wrap" label="Link">
          {shareOpen.value ? link() : ''}
        </Code>
        <CopyButton what="link" label="Copy link" text={link} />
        {location.protocol === 'file:' && (
          <p class="quiet">
            The page was opened from a file, so the link works where the same file is in the same
            place.
          </p>
        )}
      </Dialog>
    </header>
  );
}
