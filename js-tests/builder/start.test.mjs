/** Start from Infura, Neuron or nothing: what each asks for, what it would refuse, and its curl. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { it } from 'node:test';
import * as jose from 'jose';
import { importKey } from 'jotmint';
import { files } from '../node/material.mjs';
import { onEachOrigin } from './page.mjs';

const KEY_ID = '42f5184e315e40d4b79325778691093a';
const ADDRESS = '0x1937c5c515057553ccbd46d5866455ce66290284';

/** Types into a list and adds it. */
async function add(builder, list, text) {
  await builder.field(list, { exact: true }).first().fill(text);
  await builder.page.keyboard.press('Enter');
}

const LISTS = {
  methods: 'Methods methods',
  addresses: 'Addresses addresses',
  origins: 'Origins origins',
  user_agents: 'User agents user_agents',
};

onEachOrigin('starting from Infura', (open) => {
  it('asks for the key ID, and takes it from the form', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    await builder.errorsAre(/kid/i);
    await builder.page
      .locator('.finding.error')
      .getByRole('button', { name: 'Fill it in' })
      .click();
    await builder.page.keyboard.type(KEY_ID);
    await builder.errorsAre();
    const token = await builder.until(
      () => builder.token(),
      (now) => jose.decodeProtectedHeader(now).kid === KEY_ID,
    );
    const { aud, exp, iat } = jose.decodeJwt(token);
    assert.equal(aud, 'infura.io');
    assert.equal(exp - iat, 3600);
    assert.ok(['ES256', 'RS256'].includes(jose.decodeProtectedHeader(token).alg));
    await builder.page.getByText('Nothing that Infura would refuse.').waitFor();
  });

  it('fills the four lists with chips, and takes chips away', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    await builder.field('Key ID kid').fill(KEY_ID);
    const entries = {
      methods: ['eth_getBalance', 'eth_call'],
      addresses: [ADDRESS],
      origins: ['https://*.example.com'],
      user_agents: ['Mozilla/5.0 (X11)'],
    };
    for (const [name, texts] of Object.entries(entries)) {
      for (const text of texts) await add(builder, LISTS[name], text);
    }
    await builder.until(async () => 'user_agents' in (await builder.json('payload')));
    const payload = await builder.json('payload');
    for (const [name, texts] of Object.entries(entries)) assert.deepEqual(payload[name], texts);
    await builder.errorsAre();
    await builder.button('Remove eth_call').click();
    await builder.button(`Remove ${ADDRESS}`).click();
    await builder.until(async () => !('addresses' in (await builder.json('payload'))));
    assert.deepEqual((await builder.json('payload')).methods, ['eth_getBalance']);
  });

  it('knows the methods of the Ethereum JSON-RPC', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    const names = await builder.page
      .locator('#list-methods-suggestions option')
      .evaluateAll((options) => options.map((option) => option.value));
    for (const name of ['eth_getBalance', 'eth_call', 'net_version', 'web3_clientVersion']) {
      assert.ok(names.includes(name), name);
    }
    assert.ok(names.length >= 40);
    assert.ok(names.every((name) => /^(eth|net|web3)_\w+$/.test(name)));
  });

  for (const [list, wrong, pattern] of [
    ['addresses', '0x1937', /no Ethereum address/],
    ['methods', 'eth get', /method/],
    ['origins', 'https://a b', /origin/],
  ]) {
    it(`marks an entry that is none of its kind: ${list}`, async (t) => {
      const builder = await open(t);
      await builder.button('Infura').click();
      await builder.field('Key ID kid').fill(KEY_ID);
      await add(builder, LISTS[list], wrong);
      await builder.errorsAre(pattern);
      const chip = builder.page.locator('.chip.error');
      assert.match(await chip.innerText(), new RegExp(wrong));
      const mend = builder.page
        .locator('.finding.error')
        .getByRole('button', { name: 'Remove it' });
      await mend.click();
      await builder.errorsAre();
    });
  }

  it('says what else Infura would refuse, with mends', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    await builder.field('Key ID kid').fill(KEY_ID);
    await builder.field('Audience aud').fill('infura.com');
    await builder.page.locator('.finding').getByRole('button', { name: 'Use infura.io' }).click();
    await builder.errorsAre();
    await builder.paste(
      'payload',
      '{"aud": "infura.io", "iat": 1, "exp": 4102444800, "method": ["eth_call"]}',
    );
    const misspelt = /did you mean `methods`/;
    await builder.until(async () => misspelt.test(await builder.findings('warning')));
    await builder.page
      .locator('.finding')
      .getByRole('button', { name: 'Rename to methods' })
      .click();
    await builder.until(async () => !misspelt.test(await builder.findings('warning')));
    await builder.paste(
      'payload',
      '{"aud": "infura.io", "exp": 4102444800, "methods": "eth_call"}',
    );
    await builder.page.locator('.finding').getByRole('button', { name: 'Make it a list' }).click();
    await builder.errorsAre();
    assert.deepEqual((await builder.json('payload')).methods, ['eth_call']);
  });

  it('the curl command of the document, filled in', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    await builder.field('Key ID kid').fill(KEY_ID);
    await add(builder, LISTS.methods, 'eth_getBalance');
    await add(builder, LISTS.addresses, ADDRESS);
    await builder.field('API key', { exact: true }).fill('0123456789abcdef0123456789abcdef');
    await builder.tokenSays(({ addresses }) => addresses?.[0] === ADDRESS);
    await builder.verdictIs(/Signature verified/);
    await builder.button('Copy curl code').click();
    assert.equal(
      await builder.clipboard(),
      [
        'curl -X POST \\',
        "  -H 'Content-Type: application/json' \\",
        `  -H 'Authorization: Bearer ${await builder.token()}' \\`,
        `  --data '{"jsonrpc": "2.0", "id": 1, "method": "eth_getBalance", "params": ["${ADDRESS}","latest"]}' \\`,
        '  https://mainnet.infura.io/v3/0123456789abcdef0123456789abcdef',
      ].join('\n'),
    );
  });

  it('shows the fingerprint that the dashboard will show', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(files['infura-rsa.private.pem']);
    await builder.button('Infura').click();
    const expected = importKey(files['infura-rsa.public.pem']).fingerprint();
    await builder.part('Use it').getByText(expected).waitFor();
    await builder.verdictIs(/Signature verified[\s\S]*RS256/);
  });
});

onEachOrigin('starting from Neuron', (open) => {
  it('makes an RSA key where there is none of a person’s own, and mints', async (t) => {
    const builder = await open(t);
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    await builder.verdictIs(/Signature verified[\s\S]*RS256/);
    const { iss, aud, bodyEncode, iat, exp } = jose.decodeJwt(await builder.token());
    assert.deepEqual([iss, aud, bodyEncode, exp - iat], ['jotmint', 'neuron', 0, 3600]);
    await builder.errorsAre();
    await builder.page.getByText('certs/jotmint.pem').waitFor();
  });

  it('names the file that the public key must be in, and the download so', async (t) => {
    const builder = await open(t);
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    await builder.field('Issuer iss').fill('ci-bot');
    await builder.field('User user').fill('monitor');
    await builder.page.getByText('certs/ci-bot.pem').waitFor();
    await builder.verdictIs(/Signature verified/);
    await builder.tokenSays(({ user }) => user === 'monitor');
    const saved = builder.page.waitForEvent('download');
    await builder.button('Download public key').click();
    assert.equal((await saved).suggestedFilename(), 'ci-bot.pem');
  });

  it('says what Neuron would refuse', async (t) => {
    const builder = await open(t);
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    await builder.verdictIs(/Signature verified/);
    await builder.field('User user').fill('x'.repeat(33));
    await builder.errorsAre(/33/);
    await builder.field('User user').fill('');
    await builder.field('Issuer iss').fill('ci-bot.pem');
    await builder.until(async () => /ending/.test(await builder.findings('warning')));
    await builder.page
      .locator('.finding')
      .getByRole('button', { name: 'Use ci-bot' })
      .first()
      .click();
    await builder.until(async () => (await builder.json('payload')).iss === 'ci-bot');
  });

  it('warns of a date as text, which Neuron never lets expire', async (t) => {
    const builder = await open(t);
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    await builder.verdictIs(/Signature verified/);
    const payload = await builder.json('payload');
    await builder.paste('payload', JSON.stringify({ ...payload, exp: String(payload.exp) }));
    await builder.until(async () =>
      /never lets the token expire/.test(await builder.findings('warning')),
    );
  });

  it('keeps a person’s own key, and says that Neuron does not take it', async (t) => {
    const builder = await open(t);
    await builder.giveSigningKey(files['infura-ec.private.pem']);
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    await builder.until(async () =>
      (await builder.findings('error')).some((text) => /RS256/.test(text)),
    );
    assert.match(await builder.part('Signing key').innerText(), /P-256/);
  });

  it('the request: one blank after Bearer, because Neuron counts them', async (t) => {
    const builder = await open(t);
    await builder.button('Neuron').click();
    await builder.tokenSays(({ aud }) => aud === 'neuron');
    await builder.field('Neuron’s host').fill('10.0.0.5');
    await builder.verdictIs(/Signature verified/);
    await builder.button('Copy curl code').click();
    assert.equal(
      await builder.clipboard(),
      `curl \\\n  -H 'Authorization: Bearer ${await builder.token()}' \\\n  http://10.0.0.5:7000/api/v2/version`,
    );
  });
});

onEachOrigin('starting', (open) => {
  it('can be undone', async (t) => {
    const builder = await open(t);
    await builder.cursorAfter('payload', 'alice');
    await builder.page.keyboard.type('-was-here');
    await builder.verdictIs(/Signature verified/);
    const before = await builder.token();
    await builder.button('Infura').click();
    await builder.until(async () => (await builder.json('payload')).aud === 'infura.io');
    await builder.button('Undo').click();
    await builder.until(async () => (await builder.token()) === before);
    assert.match(await builder.text('payload'), /alice-was-here/);
    assert.equal(await builder.button('Plain JWT').getAttribute('aria-pressed'), 'true');
    await builder.verdictIs(/Signature verified/);
  });

  it('from nothing: a token that is valid at once, and verifies with the key shown', async (t) => {
    const builder = await open(t);
    await builder.button('Infura').click();
    await builder.button('Plain JWT').click();
    await builder.verdictIs(/Signature verified/);
    await builder.button('Copy public key').click();
    const { payload } = await jose.jwtVerify(
      await builder.token(),
      createPublicKey(await builder.clipboard()),
    );
    assert.equal(payload.sub, 'alice');
  });
});
