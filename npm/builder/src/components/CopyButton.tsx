import { useSignal } from '@preact/signals';
import { announce, notice } from '../state/notice.js';
import { Icon } from './Icon.js';

interface Props {
  /** What is copied, in the button's words: `Copy token`. */
  readonly what: string;
  readonly text: () => string;
  /** Words beside the icon. */
  readonly label?: string;
  readonly disabled?: boolean;
}

const SHOWN = 1600;

export function CopyButton({ what, text, label, disabled = false }: Props) {
  const copied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      notice.value = { tone: 'problem', text: 'The browser did not let this page copy.' };
      return;
    }
    copied.value = true;
    announce(`Copied the ${what}.`);
    setTimeout(() => {
      copied.value = false;
    }, SHOWN);
  };
  return (
    <button
      type="button"
      class={`button ${label === undefined ? 'square' : ''} ${copied.value ? 'done' : ''}`}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      disabled={disabled}
      onClick={copy}
    >
      <Icon name={copied.value ? 'check' : 'copy'} />
      {label}
    </button>
  );
}
