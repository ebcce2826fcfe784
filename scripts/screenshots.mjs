/** `node scripts/screenshots.mjs`: the pictures of the token builder page in docs/. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserPath, requireBrowsers } from './browsers.mjs';
import { buildBuilder } from './builder.mjs';
import { isProgram, main, root, say } from './run.mjs';

const KEY_ID = '42f5184e315e40d4b79325778691093a';
const ADDRESS = '0x1937c5c515057553ccbd46d5866455ce66290284';
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 780 };

/** By the picture's name: the screen, the colours, and what is done before. */
const PICTURES = {
  'builder-infura': { viewport: WIDE, colorScheme: 'light', prepare: infura },
  'builder-findings': { viewport: WIDE, colorScheme: 'dark', prepare: findings },
  'builder-neuron-small': { viewport: NARROW, colorScheme: 'light', prepare: neuron },
  'builder-broken-small': { viewport: NARROW, colorScheme: 'dark', prepare: broken },
};

/** @param {string} page its path @param {string} folder */
export async function screenshots(page, folder) {
  const { chromium } = await import('playwright-core');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: browserPath('chromium'), args });
  mkdirSync(folder, { recursive: true });
  for (const [name, { prepare, ...options }] of Object.entries(PICTURES)) {
    const context = await browser.newContext({
      ...options,
      locale: 'en-GB',
      timezoneId: 'Europe/Zurich',
    });
    const opened = await context.newPage();
    await opened.goto(pathToFileURL(page).href);
    await opened.locator('[data-ready]').waitFor();
    await prepare(opened);
    await opened.waitForTimeout(400);
    await opened.screenshot({ path: join(folder, `${name}.png`) });
    say(`${name}.png`);
    await context.close();
  }
  await browser.close();
}

async function infura(page) {
  await page.getByRole('button', { name: 'Infura' }).click();
  await page.getByLabel('Key ID kid').fill(KEY_ID);
  for (const [list, entry] of [
    ['Methods methods', 'eth_getBalance'],
    ['Methods methods', 'eth_call'],
    ['Addresses addresses', ADDRESS],
    ['Origins origins', 'https://*.example.com'],
  ]) {
    await page.getByLabel(list, { exact: true }).first().fill(entry);
    await page.keyboard.press('Enter');
  }
  await page.evaluate(() => document.activeElement.blur());
  await page.evaluate(() => scrollTo(0, 0));
}

async function findings(page) {
  await infura(page);
  await page.getByRole('button', { name: 'Remove https://*.example.com' }).click();
  await page.getByLabel('Addresses addresses', { exact: true }).first().fill('0x1937c5');
  await page.keyboard.press('Enter');
  await page.getByLabel('Audience aud').fill('infura.com');
  await page.evaluate(() => document.activeElement.blur());
  await page.evaluate(() => scrollTo(0, 0));
}

async function neuron(page) {
  await page.getByRole('button', { name: 'Neuron' }).click();
  await page.getByText('certs/jotmint.pem').waitFor();
}

async function broken(page) {
  const token = await page.locator('[data-editor=token] .cm-content').innerText();
  await page.locator('[data-editor=token] .cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(`${token.slice(0, 80)}*${token.slice(81)}`);
  await page.evaluate(() => document.activeElement.blur());
}

if (isProgram(import.meta.url)) {
  main(async () => {
    await requireBrowsers(['chromium']);
    await screenshots(await buildBuilder(), join(root, 'docs'));
  });
}
