import { render } from 'preact';
import { App } from './components/App.js';
import { startClock } from './state/clock.js';
import { openLink } from './state/share.js';
import { startFirst } from './state/start.js';
import { followTheme } from './state/theme.js';
import './styles/colours.css';
import './styles/page.css';
import './styles/controls.css';
import './styles/cards.css';
import './styles/keys.css';
import './styles/overlays.css';
import { loadCore } from './wasm.js';

const place = document.getElementById('app');

async function main(root: HTMLElement): Promise<void> {
  followTheme();
  await loadCore();
  await startFirst();
  openLink();
  startClock();
  addEventListener('hashchange', openLink);
  addEventListener('dragover', keepPage);
  addEventListener('drop', keepPage);
  render(<App />, root);
  root.dataset.ready = 'true';
}

/** A file that misses the place for keys would be opened instead of this page. */
function keepPage(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}

if (place !== null) {
  main(place).catch((error: unknown) => {
    place.textContent = `The page cannot work in this browser: ${error instanceof Error ? error.message : error}`;
  });
}
