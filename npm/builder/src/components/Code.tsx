import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** Text that scrolls in itself; a keyboard must reach it to scroll. */
export function Code({ label, class: own = '', children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section class={`code ${own}`} tabIndex={0} aria-label={label}>
      <pre>{children}</pre>
    </section>
  );
}
