/** The page is one file, connects nowhere, stores nothing, and says so. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { onEachOrigin } from './page.mjs';

const html = readFileSync(new URL('../../npm/builder/dist/index.html', import.meta.url), 'utf8');
const MOST = 1_200_000;

it(`the page is one file of at most ${MOST} bytes`, () => {
  assert.ok(Buffer.byteLength(html) <= MOST, `${Buffer.byteLength(html)} bytes`);
  assert.doesNotMatch(html, /<(script|link|img|iframe)[^>]+(src|href)="(?!data:)/);
});

it('its policy stands before anything it is to hold for', () => {
  const policy = html.indexOf('http-equiv="Content-Security-Policy"');
  assert.ok(policy > 0);
  for (const element of ['<script', '<style', '<link', '<body']) {
    assert.ok(html.indexOf(element) > policy, element);
  }
});

onEachOrigin('the page', (open) => {
  it('works, and its policy allows nothing but itself', async (t) => {
    const builder = await open(t);
    await builder.verdictIs(/Signature verified/);
    const policy = await builder.page
      .locator('meta[http-equiv=Content-Security-Policy]')
      .getAttribute('content');
    const directives = Object.fromEntries(
      policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]),
    );
    assert.deepEqual(directives['default-src'], ["'none'"]);
    assert.deepEqual(directives['connect-src'], ["'none'"]);
    assert.deepEqual(directives['form-action'], ["'none'"]);
    assert.deepEqual(directives['base-uri'], ["'none'"]);
    assert.equal(directives['script-src'].length, 2);
    assert.match(directives['script-src'][0], /^'sha256-.{44}'$/);
    assert.equal(directives['script-src'][1], "'wasm-unsafe-eval'");
    assert.equal(directives['style-src'].length, 1);
    assert.match(directives['style-src'][0], /^'sha256-.{44}'$/);
  });

  it('says so, and shows the policy', async (t) => {
    const builder = await open(t);
    await builder.page.getByRole('button', { name: /Nothing leaves this page/ }).click();
    const dialog = builder.page.getByRole('dialog', { name: 'This page cannot connect anywhere' });
    const text = await dialog.innerText();
    assert.match(text, /connect-src 'none'/);
    assert.match(text, /default-src 'none'/);
    await builder.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('cannot connect, even if its script tries', async (t) => {
    const builder = await open(t);
    const outcome = await builder.page.evaluate(async () => {
      const refused = [];
      addEventListener('securitypolicyviolation', (event) =>
        refused.push(event.effectiveDirective),
      );
      const attempt = await fetch('http://127.0.0.1:9/').then(
        () => 'connected',
        () => 'refused',
      );
      new Image().src = 'http://127.0.0.1:9/image.png';
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { attempt, refused };
    });
    assert.equal(outcome.attempt, 'refused');
    assert.deepEqual(outcome.refused.sort(), ['connect-src', 'img-src']);
    // What was tried here on purpose is in the console, and was never sent.
    assert.ok(builder.watched.console.length >= 2);
    builder.watched.console.length = 0;
    builder.watched.requests.splice(1);
  });

  it('stores nothing, and keeps the private key out of address and history', async (t) => {
    const builder = await open(t);
    await builder.makeKey('P-256 (ES256)');
    await builder.button('Infura').click();
    await builder.verdictIs(/Signature verified/);
    const stored = await builder.page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
      hash: location.hash,
      state: history.state,
      entries: history.length,
    }));
    assert.deepEqual(
      { ...stored, entries: 0 },
      {
        local: 0,
        session: 0,
        cookie: '',
        databases: 0,
        hash: '',
        state: null,
        entries: 0,
      },
    );
    const before = stored.entries;
    await builder.button('Show the private key').click();
    assert.equal(await builder.page.evaluate(() => history.length), before);
  });

  it('forgets what was typed when it is loaded again', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey('not a key yet');
    await builder.page.reload();
    await builder.page.locator('[data-ready]').waitFor();
    builder.watched.requests.splice(1);
    await builder.button('Use another').click();
    assert.equal(await builder.field('Private key or secret').inputValue(), '');
  });
});
