/** Real browsers without a window, and pages in them that are watched. */
import puppeteer from 'puppeteer-core';
import { browserPath } from '../../scripts/browsers.mjs';

export const BROWSERS = ['chromium', 'firefox'];

const OPTIONS = {
  chromium: {
    browser: 'chrome',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      // An origin that is not secure, as any page is that comes over http from elsewhere.
      '--host-resolver-rules=MAP insecure.test 127.0.0.1',
      '--js-flags=--expose-gc',
    ],
  },
  firefox: { browser: 'firefox', args: [] },
};

/** How long a page may take for what it is asked. */
const PATIENCE = 240_000;

/**
 * @param {'chromium' | 'firefox'} name
 * @returns {Promise<import('puppeteer-core').Browser>}
 */
export function launch(name) {
  return puppeteer.launch({
    ...OPTIONS[name],
    executablePath: browserPath(name),
    headless: true,
    protocolTimeout: PATIENCE,
  });
}

/**
 * Opens an address in a new page.
 *
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} address
 * @returns {Promise<{ page: import('puppeteer-core').Page, errors: string[], requests: string[] }>}
 *   `errors`: what went wrong in the page, as its console shows it; `requests`: every address that
 *   it asked for
 */
export async function open(browser, address) {
  const page = await browser.newPage();
  const [errors, requests] = [[], []];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(`${message.text()} ${message.location().url ?? ''}`);
    }
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, errors, requests };
}

/**
 * What the page's module left as `globalThis.outcome`, a promise. Rejects with what the console
 * says where it left nothing.
 */
export async function outcome({ page, errors }) {
  const left = await page.evaluate(() => 'outcome' in globalThis);
  if (!left) throw new Error(`The page's module did not run.\n${errors.join('\n')}`);
  return page.evaluate(() => globalThis.outcome);
}
