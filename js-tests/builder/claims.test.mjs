/** Claims as people read them: the form, the dates, the findings on their lines, the mends. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as jose from 'jose';
import { onEachOrigin } from './page.mjs';

const HOUR = 3600;
const now = () => Math.floor(Date.now() / 1000);
const near = (value, wanted) => Math.abs(value - wanted) <= 30;

onEachOrigin('the form', (open) => {
  it('sets and clears the texts, in the payload and in the header', async (t) => {
    const builder = await open(t);
    for (const [label, name, part] of [
      ['Audience aud', 'aud', 'payload'],
      ['Issuer iss', 'iss', 'payload'],
      ['Subject sub', 'sub', 'payload'],
      ['Key ID kid', 'kid', 'header'],
    ]) {
      await builder.field(label).fill(`my ${name}`);
      await builder.until(async () => (await builder.json(part))[name] === `my ${name}`);
      await builder.verdictIs(/Signature verified/);
      await builder.field(label).fill('');
      await builder.until(async () => !(name in (await builder.json(part))));
    }
  });

  it('follows the JSON', async (t) => {
    const builder = await open(t);
    await builder.paste(
      'payload',
      '{"aud": "api", "sub": "dave", "iss": ["x"], "exp": 4102444800}',
    );
    await builder.until(async () => (await builder.field('Audience aud').inputValue()) === 'api');
    assert.equal(await builder.field('Subject sub').inputValue(), 'dave');
    assert.equal(await builder.field('Issuer iss').inputValue(), '["x"]');
    assert.equal(await builder.field('Issuer iss').isEditable(), false);
  });

  it('changes one member and leaves the rest as it was written', async (t) => {
    const builder = await open(t);
    await builder.paste('payload', '{\n\t"n": 1.0,  "sub":"a",\n\t"exp": 4102444800\n}');
    await builder.field('Subject sub').fill('b');
    await builder.until(async () => (await builder.text('payload')).includes('"b"'));
    assert.equal(
      await builder.text('payload'),
      '{\n\t"n": 1.0,  "sub":"b",\n\t"exp": 4102444800\n}',
    );
  });

  for (const [button, seconds] of [
    ['in 1 hour', HOUR],
    ['in 1 day', 24 * HOUR],
    ['in 1 year', 365 * 24 * HOUR],
  ]) {
    it(`sets the expiry: ${button}`, async (t) => {
      const builder = await open(t);
      await builder.paste('payload', '{"sub": "alice"}');
      await builder.until(async () => /never expires/.test(await builder.findings()));
      await builder.button(button).click();
      await builder.verdictIs(new RegExp(`expires ${button}`));
      assert.ok(near(jose.decodeJwt(await builder.token()).exp, now() + seconds));
      await builder.until(async () => !/never expires/.test(await builder.findings()));
    });
  }

  it('takes an expiry from the date-time picker', async (t) => {
    const builder = await open(t, { timezoneId: 'America/New_York' });
    await builder.field('Expires exp').fill('2033-05-18T03:33:20');
    await builder.until(async () => (await builder.json('payload')).exp === 2_000_014_400);
    const text = await builder.page.locator('#field-exp-reading').innerText();
    assert.match(text, /May 18, 2033, 3:33:20\s[AP]M local/);
    assert.match(text, /2033-05-18 07:33:20 UTC/);
  });

  it('reads every date in local time, in UTC, and from now', async (t) => {
    const builder = await open(t, { timezoneId: 'Asia/Kolkata', locale: 'en-GB' });
    const at = now();
    const payload = { exp: at - 2 * 24 * HOUR - 60, iat: at - 3 * 24 * HOUR, nbf: at + 3 * HOUR };
    await builder.paste('payload', JSON.stringify(payload));
    for (const [name, words] of [
      ['exp', 'expired 2 days ago'],
      ['iat', '3 days ago'],
      ['nbf', 'in 3 hours'],
    ]) {
      const field = builder.page.locator('.date-field', {
        has: builder.page.locator(`#field-${name}`),
      });
      await builder.until(async () => (await field.innerText()).includes(words));
      const text = await field.innerText();
      const date = new Date(payload[name] * 1000);
      assert.ok(text.includes(`${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`), text);
      const time = date.toLocaleTimeString('en-GB', { timeZone: 'Asia/Kolkata' });
      assert.ok(text.includes(time), `${time} in ${text}`);
    }
  });

  it('takes a date away', async (t) => {
    const builder = await open(t);
    await builder.page
      .locator('.date-field')
      .first()
      .getByRole('button', { name: 'leave out' })
      .click();
    await builder.until(async () => !('exp' in (await builder.json('payload'))));
    await builder.verdictIs(/It never expires/);
  });
});

onEachOrigin('a finding', (open) => {
  for (const [what, payload, pattern, button, mended] of [
    [
      'milliseconds',
      '{\n  "sub": "a",\n  "exp": 4102444800123\n}',
      /milliseconds/,
      'Make it seconds',
      { sub: 'a', exp: 4102444800 },
    ],
    [
      'digits in quotes',
      '{\n  "sub": "a",\n  "exp": "4102444800"\n}',
      /`?exp`? .*(text|number)/i,
      'Make it 4102444800',
      { sub: 'a', exp: 4102444800 },
    ],
    [
      'a date as text',
      '{\n  "sub": "a",\n  "exp": "2100-01-01T00:00:00Z"\n}',
      /`?exp`? .*(text|number)/i,
      'Make it 4102444800',
      { sub: 'a', exp: 4102444800 },
    ],
  ]) {
    it(`${what}: on its line, mended with one click there or in the list`, async (t) => {
      const builder = await open(t);
      const inList = builder.page.locator('.finding.error').getByRole('button', { name: button });
      const inLine = builder.editor('payload').locator('.cm-line', { hasText: '"exp"' });
      for (const mend of [inList, inLine.getByText(button)]) {
        await builder.paste('payload', payload);
        const [text] = await builder.errorsAre(pattern);
        assert.match(text, /payload\.exp, line 3/);
        assert.match(await inLine.getAttribute('class'), /cm-finding-line/);
        assert.ok(payload.includes(await inLine.locator('.cm-finding').innerText()));
        await mend.click();
        await builder.errorsAre();
        assert.deepEqual(await builder.json('payload'), mended);
        await builder.verdictIs(/Signature verified/);
      }
    });
  }

  it('several at once are all told', async (t) => {
    const builder = await open(t);
    await builder.paste('payload', '{\n  "exp": 4102444800123,\n  "nbf": "x",\n  "iss": 5\n}');
    const all = await builder.until(
      () => builder.findings('error'),
      (found) => found.length === 3,
    );
    for (const line of ['line 2', 'line 3', 'line 4']) {
      assert.ok(
        all.some((text) => text.includes(line)),
        `${line} in ${all}`,
      );
    }
  });

  it('an algorithm that is not the key’s: mended with one click', async (t) => {
    const builder = await open(t);
    await builder.paste('header', '{\n  "alg": "RS256"\n}');
    await builder.verdictIs(/Not signed/);
    const [text] = await builder.errorsAre(/RS256.*ES256/);
    assert.match(text, /header\.alg, line 2/);
    await builder.page.locator('.finding').getByRole('button', { name: 'Use ES256' }).click();
    await builder.verdictIs(/Signature verified/);
    await builder.errorsAre();
  });
});
