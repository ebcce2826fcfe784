import { useSignalEffect } from '@preact/signals';
import { announcement, notice } from '../state/notice.js';
import { Icon } from './Icon.js';

/** Lies over the page, so that nothing moves when it comes. */
export function NoticeBar() {
  const current = notice.value;
  return (
    <div class="notice-place" role="status">
      {current !== undefined && (
        <div class={`notice ${current.tone}`}>
          <Icon name={current.tone === 'problem' ? 'warning' : 'info'} />
          <p>{current.text}</p>
          {current.action !== undefined && (
            <button type="button" class="button" onClick={current.action.run}>
              {current.action.label}
            </button>
          )}
          <button
            type="button"
            class="button square"
            aria-label="Close this note"
            onClick={() => {
              notice.value = undefined;
            }}
          >
            <Icon name="cross" />
          </button>
        </div>
      )}
    </div>
  );
}

const FORGOTTEN = 4000;

export function Announcer() {
  useSignalEffect(() => {
    if (announcement.value === '') return undefined;
    const timer = setTimeout(() => {
      announcement.value = '';
    }, FORGOTTEN);
    return () => clearTimeout(timer);
  });
  return (
    <div class="unseen" role="status">
      {announcement}
    </div>
  );
}
