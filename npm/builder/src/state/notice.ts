/** What the page has to say once: what it refused to take, where a link came from, what was undone. */
import { signal } from '@preact/signals';

export interface Notice {
  readonly text: string;
  readonly tone: 'info' | 'problem';
  readonly action?: { readonly label: string; readonly run: () => void };
}

export const notice = signal<Notice | undefined>(undefined);

/** For screen readers, beside what everybody sees. */
export const announcement = signal('');

export function announce(text: string): void {
  announcement.value = text;
}

/** A paste or file that is more than the page takes; what was there stays. */
export function refuseSize(what: string, size: number, most: number, unit = 'characters'): void {
  const count = new Intl.NumberFormat('en');
  notice.value = {
    tone: 'problem',
    text: `${what} has ${count.format(size)} ${unit}; at most ${count.format(most)} are taken here. Nothing was changed.`,
  };
}
