/** The time, in the seconds that tokens count. */
import { signal } from '@preact/signals';

export const now = signal(seconds());

export function startClock(): void {
  setInterval(() => {
    now.value = seconds();
  }, 1000);
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
