/** The built page in Chromium, opened as people open it, used as they use it, and watched. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { servePage } from '../../npm/node/cli/serve-page.mjs';
import { browserPath } from '../../scripts/browsers.mjs';

const FILE = fileURLToPath(new URL('../../npm/builder/dist/index.html', import.meta.url));
/** How long a page may take for what it is asked. */
const PATIENCE = 15_000;

const browser = await chromium.launch({
  executablePath: browserPath('chromium-headless'),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const server = await servePage(readFileSync(FILE));
after(() => Promise.all([browser.close(), server.close()]));

/** Where the page comes from. */
export const ORIGINS = { 'from a file': pathToFileURL(FILE).href, 'over http': server.address };

/**
 * Defines the same tests for each origin.
 *
 * @param {string} subject
 * @param {(open: (t: import('node:test').TestContext, how?: object) => Promise<Builder>) => void} define
 */
export function onEachOrigin(subject, define) {
  for (const [words, address] of Object.entries(ORIGINS)) {
    describe(`${subject}, ${words}`, () => define((t, how) => openBuilder(t, address, how)));
  }
}

/**
 * Opens the page in a browser context of its own. When the test is over, the page must have asked
 * for nothing but itself and have nothing in its console.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} address
 * @param {{ hash?: string, script?: string } & import('playwright-core').BrowserContextOptions} [how]
 */
export async function openBuilder(t, address, { hash = '', script, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const watched = await watch(context, page);
  if (script !== undefined) await page.addInitScript(script);
  t.after(async () => {
    await context.close();
    assert.deepEqual(watched.console, [], 'the console is empty');
    assert.deepEqual(watched.requests, [address.replace(/#.*/, '')], 'nothing but the page');
  });
  await page.goto(address + hash);
  await page.locator('[data-ready]').waitFor();
  return new Builder(page, watched);
}

/** What the browser itself logs of the network and the console. */
async function watch(context, page) {
  const watched = { console: [], requests: [] };
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ request }) => {
    // Neither leaves the page: the empty icon, and files that are saved from memory.
    if (!/^(data|blob):/.test(request.url)) watched.requests.push(request.url);
  });
  session.on('Network.webSocketCreated', ({ url }) => watched.requests.push(url));
  page.on('console', (message) => watched.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => watched.console.push(String(error)));
  return watched;
}

export class Builder {
  constructor(page, watched) {
    this.page = page;
    this.watched = watched;
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  field(label) {
    return this.page.getByLabel(label);
  }

  /** @param {'token' | 'header' | 'payload'} name */
  editor(name) {
    return this.page.locator(`[data-editor=${name}] .cm-content`);
  }

  /** The text in an editor. */
  text(name) {
    return this.editor(name).evaluate((content) =>
      [...content.querySelectorAll('.cm-line')]
        .map((line) => {
          const copy = line.cloneNode(true);
          for (const mend of copy.querySelectorAll('.cm-mend')) mend.remove();
          return copy.textContent;
        })
        .join('\n'),
    );
  }

  async json(name) {
    return JSON.parse(await this.text(name));
  }

  token() {
    return this.text('token');
  }

  /** Pastes into an editor, over what is in it. */
  async paste(name, text) {
    await this.editor(name).focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.editor(name).evaluate((content, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      const event = { clipboardData, bubbles: true, cancelable: true };
      content.dispatchEvent(new ClipboardEvent('paste', event));
    }, text);
  }

  /** Puts the cursor behind a text in an editor. */
  async cursorAfter(name, text) {
    await this.editor(name).evaluate((content, wanted) => {
      const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.data.indexOf(wanted);
        if (at < 0) continue;
        content.focus();
        getSelection().collapse(node, at + wanted.length);
        return;
      }
      throw new Error(`There is no ${wanted}.`);
    }, text);
  }

  /** Reads until what is read satisfies; then it is returned. */
  async until(read, satisfied = Boolean) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const value = await read();
      if (satisfied(value)) return value;
      if (Date.now() > end) assert.fail(`waited in vain; last: ${JSON.stringify(value)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Waits until the token says something; returns the token. */
  tokenSays(satisfied) {
    return this.until(
      () => this.token(),
      (token) => {
        const part = token.split('.')[1] ?? '';
        return satisfied(JSON.parse(Buffer.from(part, 'base64url').toString()));
      },
    );
  }

  verdict() {
    return this.page.locator('.verdict').innerText();
  }

  /** Waits for a verdict. */
  verdictIs(pattern) {
    return this.until(
      () => this.verdict(),
      (text) => pattern.test(text),
    );
  }

  /** The findings as they are listed, of one severity or all. */
  findings(severity) {
    const kind = severity === undefined ? '' : `.${severity}`;
    return this.page.locator(`.finding${kind}`).allInnerTexts();
  }

  /** Waits until there are these errors and no others. */
  errorsAre(...patterns) {
    return this.until(
      () => this.findings('error'),
      (all) =>
        all.length === patterns.length && patterns.every((pattern, at) => pattern.test(all[at])),
    );
  }

  /** Puts a key where private keys go, over what is there. */
  async giveSigningKey(text) {
    const other = this.part('Signing key').getByRole('button', { name: 'Use another' });
    if (await other.isVisible()) await other.click();
    await this.field('Private key or secret').fill(text);
  }

  async giveVerificationKey(text) {
    await this.page.getByRole('radio', { name: 'A public key, secret or JWKS' }).check();
    const other = this.part('Verify with').getByRole('button', { name: 'Use another' });
    if (await other.isVisible()) await other.click();
    await this.field('Public key, secret or JWKS', { exact: true }).last().fill(text);
  }

  async makeKey(name) {
    await this.field('Make a new one').selectOption({ label: name });
    await this.button('Make').click();
    await this.button('Make').waitFor();
  }

  /** A card by its title. */
  part(title) {
    return this.page.locator('section.card', {
      has: this.page.getByRole('heading', { name: title, exact: true }),
    });
  }

  /** Drops a file on an element. */
  async drop(selector, { name, bytes }) {
    const dataTransfer = await this.page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(content)], fileName));
        return transfer;
      },
      [name, [...bytes]],
    );
    await this.page.dispatchEvent(selector, 'drop', { dataTransfer });
  }

  clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}
