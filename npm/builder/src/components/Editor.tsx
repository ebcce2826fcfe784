/** A CodeMirror editor as a component. */
import type { Extension } from '@codemirror/state';
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Mark } from '../editor/marks.js';
import { mount } from '../editor/mount.js';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly what: string;
  readonly text: ReadonlySignal<string>;
  readonly marks: ReadonlySignal<readonly Mark[]>;
  readonly onEdit: (text: string) => void;
  readonly extensions: Extension;
}

export function Editor({ name, ...options }: Props) {
  const place = useRef<HTMLDivElement>(null);
  // The editor keeps itself up to date through the signals it is given.
  useEffect(() => (place.current === null ? undefined : mount(place.current, options)), []);
  return <div ref={place} class={`editor ${name}-editor`} data-editor={name} />;
}
