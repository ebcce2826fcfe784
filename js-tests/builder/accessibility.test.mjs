/** For everybody: axe, the keyboard alone, screen readers, small screens, and nothing that moves. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { it } from 'node:test';
import { files } from '../node/material.mjs';
import { onEachOrigin } from './page.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** States of the page that look different. */
const STATES = {
  'as it opens': async () => {},
  'with findings for Infura': async (builder) => {
    await builder.button('Infura').click();
    await builder.field('Addresses addresses').first().fill('0x1');
    await builder.page.keyboard.press('Enter');
    await builder.until(async () => (await builder.findings('error')).length === 2);
  },
  'for Neuron, with a key shown': async (builder) => {
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    await builder.button('Show the private key').click();
  },
  'with a broken token': async (builder) => {
    await builder.paste('token', 'Bearer eyJhbGciOiJub25lIn0.eyJ*.');
    await builder.verdictIs(/Broken token/);
  },
  'with an expired token': async (builder) => {
    await builder.paste('payload', '{"exp": 1}');
    await builder.verdictIs(/Expired/);
  },
  'with keys that cannot be read': async (builder) => {
    await builder.giveSigningKey(files['infura-rsa.encrypted.pem']);
    await builder.field('Passphrase').waitFor();
    await builder.giveVerificationKey('nonsense');
  },
  'with the policy shown': async (builder) => {
    await builder.page.getByRole('button', { name: /Nothing leaves this page/ }).click();
  },
  'with a link to share': async (builder) => {
    await builder.button('Share').click();
  },
  'opened by a link': async (builder) => {
    await builder.page.evaluate(() => {
      location.hash = '#token=a.b.c';
    });
    await builder.button('Close this note').waitFor();
  },
};

onEachOrigin('axe-core', (open) => {
  for (const colorScheme of ['light', 'dark']) {
    for (const [state, prepare] of Object.entries(STATES)) {
      it(`finds nothing in ${colorScheme}, ${state}`, async (t) => {
        // Into the page before its policy holds: that of the page lets no other script in.
        const builder = await open(t, { colorScheme, script: axe });
        await prepare(builder);
        await builder.until(() =>
          builder.page.evaluate(() => document.getAnimations().length === 0),
        );
        const { violations, passes } = await builder.page.evaluate(() => axe.run());
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
        assert.deepEqual(told, []);
        assert.ok(passes.some(({ id }) => id === 'color-contrast'));
      });
    }
  }
});

onEachOrigin('the keyboard alone', (open) => {
  it('reaches everything that can be used, and shows where it is', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    await builder.field('Methods methods').first().fill('eth_call');
    await builder.page.keyboard.press('Enter');
    await builder.page.evaluate(() => document.activeElement.blur());
    const wanted = await builder.page.evaluate(() => {
      const inPage = [...document.querySelectorAll('button, input, select, textarea')];
      const usable = inPage.filter(
        (one) =>
          !one.disabled &&
          one.tabIndex >= 0 &&
          one.type !== 'radio' &&
          one.role !== 'tab' &&
          one.checkVisibility(),
      );
      for (const [n, one] of usable.entries()) one.dataset.n = n;
      return usable.length;
    });
    const reached = new Set();
    const editors = new Set();
    for (let n = 0; n < wanted + 40; n += 1) {
      await builder.page.keyboard.press('Tab');
      const at = await builder.page.evaluate(() => {
        const { activeElement } = document;
        const { outlineStyle } = getComputedStyle(activeElement);
        const box = activeElement.closest('.chip-box');
        return {
          n: activeElement.dataset.n,
          what: activeElement.outerHTML,
          editor: activeElement.dataset.editor,
          seen: outlineStyle !== 'none' || (box && getComputedStyle(box).outlineStyle !== 'none'),
        };
      });
      if (at.editor !== undefined) editors.add(at.editor);
      else if (at.n !== undefined) {
        assert.ok(at.seen, `nothing shows the focus on ${at.what}`);
        reached.add(at.n);
      }
    }
    assert.deepEqual([...editors].sort(), ['header', 'payload', 'token']);
    assert.equal(reached.size, wanted);
  });

  it('makes a token for Infura from a key, without the mouse', async (t) => {
    const builder = await open(t);
    const { keyboard } = builder.page;
    await builder.button('Infura').focus();
    await keyboard.press('Enter');
    await builder.field('Key ID kid').focus();
    await keyboard.type('42f5184e315e40d4b79325778691093a');
    await builder.field('Methods methods').first().focus();
    await keyboard.type('eth_call');
    await keyboard.press('Enter');
    await builder.errorsAre();
    await builder.page.getByRole('tab', { name: 'curl' }).focus();
    await keyboard.press('ArrowRight');
    assert.equal(
      await builder.page.getByRole('tab', { name: 'Node' }).getAttribute('aria-selected'),
      'true',
    );
    assert.match(await builder.page.getByRole('tabpanel').innerText(), /infura\.sign/);
  });
});

onEachOrigin('screen readers', (open) => {
  it('are told the verdict once it stands, and what was copied', async (t) => {
    const builder = await open(t);
    const live = builder.page.locator('[data-live=verdict]');
    assert.equal(await live.getAttribute('role'), 'status');
    await builder.until(async () => /Signature verified/.test(await live.textContent()));
    await builder.paste('payload', '{"exp": 1}');
    await builder.until(async () => /Expired/.test(await live.textContent()));
    await builder.button('Copy token').click();
    await builder.until(async () =>
      (await builder.page.getByRole('status').allTextContents()).some((text) =>
        /Copied the token/.test(text),
      ),
    );
  });

  it('have a name for every field and editor', async (t) => {
    const builder = await open(t);
    for (const name of ['Token', 'Header, JSON', 'Payload, JSON']) {
      await builder.page.getByRole('textbox', { name, exact: true }).waitFor();
    }
    const nameless = await builder.page.evaluate(() =>
      [...document.querySelectorAll('input, select, textarea')]
        .filter((one) => !one.labels?.length && !one.getAttribute('aria-label'))
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(nameless, []);
  });
});

onEachOrigin('the page', (open) => {
  for (const width of [360, 768, 1440, 2200]) {
    it(`fits a screen of ${width} pixels`, async (t) => {
      const builder = await open(t, { viewport: { width, height: 900 } });
      for (const start of ['Infura', 'Neuron', 'Plain JWT']) {
        await builder.button(start).click();
        await builder.verdictIs(/Signature verified/);
        const wide = await builder.page.evaluate(() => {
          const most = document.documentElement.clientWidth;
          return [...document.querySelectorAll('button, input, select, textarea, p, section')]
            .filter((one) => one.checkVisibility() && !one.closest('.unseen, .code, .findings'))
            .filter((one) => one.getBoundingClientRect().right > most + 0.5)
            .map((one) => one.outerHTML.slice(0, 120));
        });
        assert.deepEqual(wide, [], start);
        const { scrollWidth, clientWidth } = await builder.page.evaluate(
          () => document.documentElement,
        );
        assert.equal(scrollWidth, clientWidth);
      }
    });
  }

  it('does not move while somebody types', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    await builder.tokenSays(({ aud }) => aud === 'infura.io');
    await builder.page.evaluate(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
          // What is inside an editor has no name here; there, and in the list of findings, which
          // scrolls in itself, things may move.
          const outside = sources.filter(({ node }) => {
            const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
            return element && !element.closest('.findings');
          });
          if (outside.length > 0)
            globalThis.shifts.push([
              value,
              outside.map(({ node }) => (node.parentElement ?? node).outerHTML.slice(0, 200)),
            ]);
        }
      }).observe({ type: 'layout-shift', buffered: false });
    });
    await builder.cursorAfter('payload', '"infura.io"');
    await builder.page.keyboard.type(
      ', "methods": ["eth_call", "wrong one"], "nbf": "x", "sub": "s"',
      { delay: 5 },
    );
    await builder.until(async () => (await builder.findings('error')).length >= 3);
    await builder.field('Key ID kid').pressSequentially('42f5184e315e40d4', { delay: 5 });
    await builder.cursorAfter('token', '.');
    await builder.page.keyboard.type('*', { delay: 5 });
    await builder.verdictIs(/Broken token/);
    assert.deepEqual(await builder.page.evaluate(() => globalThis.shifts), []);
  });

  it('is light, dark, or as the system has it', async (t) => {
    const builder = await open(t, { colorScheme: 'dark' });
    const ground = () =>
      builder.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await ground();
    await builder.page.getByRole('combobox', { name: 'Colours' }).selectOption('Light');
    const light = await ground();
    assert.notEqual(light, dark);
    await builder.page.emulateMedia({ colorScheme: 'light' });
    await builder.page.getByRole('combobox', { name: 'Colours' }).selectOption('System');
    assert.equal(await ground(), light);
    await builder.page.getByRole('combobox', { name: 'Colours' }).selectOption('Dark');
    assert.equal(await ground(), dark);
  });
});
