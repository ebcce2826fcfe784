/** Small drawings beside words; never instead of them for a screen reader. */
const PATHS = {
  copy: 'M8 8V5.5A1.5 1.5 0 0 1 9.5 4h9A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H16M5.5 8h9A1.5 1.5 0 0 1 16 9.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 18.5v-9A1.5 1.5 0 0 1 5.5 8Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  dash: 'M7 12h10',
  cross: 'm6.5 6.5 11 11m0-11-11 11',
  lock: 'M7.5 11V8a4.5 4.5 0 0 1 9 0v3M6.5 11h11a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5v-6A1.5 1.5 0 0 1 6.5 11Z',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1',
  download: 'M12 4v11m0 0-4.500-4.500M12 15l4.500-4.500M5 19.500h14',
  warning:
    'M12 8.500v4.500m0 3v.2M10.700 4.800 3.500 17.500A1.500 1.500 0 0 0 4.800 19.800h14.400a1.500 1.500 0 0 0 1.300-2.300L13.300 4.800a1.500 1.500 0 0 0-2.600 0Z',
  info: 'M12 11v5m0-8v.2M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17Z',
  key: 'M14.500 13.500a4.500 4.500 0 1 0-4.200-2.800L4 17v3h3l1-1v-2h2v-2h1.500l1.200-1.200c.600.400 1.200.700 1.800.700ZM16 8.300v.1',
  file: 'M7 4h6.500L18 8.500V19a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Zm6 0v5h5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
