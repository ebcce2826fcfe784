// The token builder page: how long from a keystroke to the new token, and from opening to use.

import { generateKeyPairSync } from 'node:crypto';
import { statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, open } from '../../js-tests/web/browser.mjs';
import { median } from '../measure.mjs';

const PAGE = fileURLToPath(new URL('../../npm/builder/dist/index.html', import.meta.url));
const KEYSTROKES = 41;
const OPENINGS = 5;

const TARGETS = { ES256: 50, RS256: 100, interactive: 1000, size: 1_200_000 };

const KEYS = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

/** @returns {Promise<string>} the table */
export async function benchBuilder() {
  const browser = await launch('chromium');
  try {
    const openings = [];
    for (let round = 0; round <= OPENINGS; round += 1) {
      const { page } = await ready(browser);
      openings.push(await page.evaluate(() => performance.now()));
      await page.close();
    }
    const lines = [];
    for (const [alg, make] of Object.entries(KEYS)) {
      const { privateKey } = make();
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      const times = await keystrokes(browser, pem, alg);
      lines.push(line(`typing to new token, ${alg}`, median(times), TARGETS[alg], 'ms'));
      lines.push(line('  the slowest', Math.max(...times), TARGETS[alg], 'ms'));
    }
    // The first opening warms the browser up and is not counted.
    lines.push(line('opening to use', median(openings.slice(1)), TARGETS.interactive, 'ms'));
    lines.push(line('the file', statSync(PAGE).size / 1000, TARGETS.size / 1000, 'kB'));
    return ['The token builder page', ...lines, ''].join('\n');
  } finally {
    await browser.close();
  }
}

async function ready(browser) {
  const opened = await open(browser, pathToFileURL(PAGE).href);
  await opened.page.waitForSelector('[data-ready]', { polling: 'mutation' });
  return opened;
}

/** From each keystroke to the frame that shows the new token, in a page that has the key. */
async function keystrokes(browser, pem, alg) {
  const { page } = await ready(browser);
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('.facts-head button')) button.click();
  });
  await page.waitForSelector('#signing-key');
  await page.evaluate((text) => {
    const area = document.querySelector('#signing-key');
    area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, pem);
  await page.waitForFunction(
    (name) => document.querySelector('.verdict')?.textContent.includes(name),
    {},
    alg,
  );
  const times = await page.evaluate(typing, KEYSTROKES);
  await page.close();
  // The first ones are those of a page that is not warm yet.
  return times.slice(5);
}

async function typing(count) {
  const editor = (name) =>
    document.querySelector(`[data-editor=${name}]`).shadowRoot.querySelector('.cm-content');
  const [payload, token] = [editor('payload'), editor('token')];
  const walker = document.createTreeWalker(payload, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null && !walker.currentNode.data.includes('alice'));
  payload.focus();
  getSelection().collapse(walker.currentNode, walker.currentNode.data.indexOf('alice') + 5);
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const before = token.textContent;
    const begin = performance.now();
    document.execCommand('insertText', false, 'x');
    while (token.textContent === before) await new Promise((next) => setTimeout(next, 0));
    await new Promise((next) => requestAnimationFrame(next));
    const verdict = document.querySelector('.verdict').textContent;
    times.push(performance.now() - begin);
    if (!verdict.includes('Signature verified')) throw new Error(verdict);
  }
  return times;
}

function line(what, found, target, unit) {
  const cells = [what.padEnd(33), `${found.toFixed(1)} ${unit}`.padStart(10)];
  const verdict = found <= target ? 'reached' : 'MISSED';
  return `${cells.join('')}  at most ${target} ${unit}`.padEnd(62).concat(verdict);
}
