import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './Icon.js';

interface Props {
  readonly open: Signal<boolean>;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Dialog({ open, title, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const wanted = open.value;
  useEffect(() => {
    if (wanted) element.current?.showModal();
    else element.current?.close();
  }, [wanted]);
  const close = () => {
    open.value = false;
  };
  return (
    <dialog ref={element} class="dialog" aria-labelledby={id} onClose={close}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="button square" aria-label="Close" onClick={close}>
          <Icon name="cross" />
        </button>
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
