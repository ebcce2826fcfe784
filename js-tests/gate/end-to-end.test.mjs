/** A dapp's backend on viem and ethers, the gate, and an Ethereum node. */
import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { FetchRequest, JsonRpcProvider } from 'ethers';
import { generateKeyPair } from 'jotmint';
import { createPublicClient, http } from 'viem';
import { BALANCE, OTHER, RICH, skip, startAnvil } from './anvil.mjs';
import { call, EC, expired, keys, known, MINTERS, projectFile, REFUSED, RSA } from './project.mjs';
import { post, startProxy, until } from './proxies.mjs';

/** How a backend asks, by library: what it is answered, or the status and error it is refused with. */
const BACKENDS = {
  viem: (url, headers) => {
    const transport = http(url, { fetchOptions: { headers }, retryCount: 0 });
    const client = createPublicClient({ transport });
    const asked = (answer) =>
      answer.catch((error) => {
        const refused = error.walk((cause) => cause.status !== undefined);
        return { status: refused.status, error: { code: refused.code, message: refused.details } };
      });
    return {
      blockNumber: () => asked(client.getBlockNumber({ cacheTime: 0 })),
      balance: (address) => asked(client.getBalance({ address })),
    };
  },
  ethers: (url, headers) => {
    const request = new FetchRequest(url);
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    const network = { chainId: 31_337, name: 'anvil' };
    const provider = new JsonRpcProvider(request, network, {
      staticNetwork: true,
      batchMaxCount: 1,
      cacheTimeout: -1,
    });
    const asked = (answer) =>
      answer
        .catch(({ response, info }) => {
          const { statusCode, bodyJson } = response ?? info.response;
          return { status: statusCode, error: bodyJson.error };
        })
        .finally(() => provider.destroy());
    return {
      blockNumber: () => asked(provider.getBlockNumber().then(BigInt)),
      balance: (address) => asked(provider.getBalance(address)),
    };
  },
};

describe('a dapp through the gate', { skip }, () => {
  const jobs = [];
  let node;
  let url;
  before(async () => {
    node = await startAnvil();
    ({ url } = await startProxy({ after: (job) => jobs.push(job) }, node.url));
  });
  after(async () => {
    for (const job of jobs) await job();
    await node?.stop();
  });

  const unauthorised = { status: 401, error: REFUSED.unauthorised };
  const forbidden = { status: 403, error: REFUSED.forbidden };

  for (const [library, backend] of Object.entries(BACKENDS)) {
    for (const [minter, mint] of Object.entries(MINTERS)) {
      for (const key of [RSA, EC]) {
        it(`${library}, with ${key.algorithm} tokens by ${minter}`, async () => {
          const asking = async (claims, headers = {}) => {
            const token = await mint(claims, key);
            return backend(url, { authorization: `Bearer ${token}`, ...headers });
          };
          assert.equal(typeof (await (await asking({})).blockNumber()), 'bigint');

          const lists = { methods: ['eth_getBalance'], addresses: [RICH] };
          assert.equal(await (await asking(lists)).balance(RICH), BALANCE);
          assert.deepEqual(await (await asking(lists)).balance(OTHER), forbidden);
          assert.deepEqual(await (await asking(lists)).blockNumber(), forbidden);

          const origins = { origins: ['https://*.dapp.example'] };
          const from = (origin) => asking(origins, { origin });
          assert.equal(
            typeof (await (await from('https://www.dapp.example')).blockNumber()),
            'bigint',
          );
          assert.deepEqual(await (await from('https://evil.example')).blockNumber(), forbidden);
          assert.deepEqual(await (await asking(origins)).blockNumber(), forbidden);

          const agents = { user_agents: ['DappBackend/'] };
          const by = (agent) => asking(agents, { 'user-agent': agent });
          assert.equal(typeof (await (await by('DappBackend/2')).blockNumber()), 'bigint');
          assert.deepEqual(await (await by('curl/8')).blockNumber(), forbidden);
        });
      }
    }

    it(`${library}, without a token that counts`, async () => {
      assert.deepEqual(await backend(url, {}).blockNumber(), unauthorised);
      const late = { authorization: `Bearer ${expired(RSA)}` };
      assert.deepEqual(await backend(url, late).blockNumber(), unauthorised);
      const strange = { ...RSA, privateKey: generateKeyPair('RS256').privateKey };
      const forged = { authorization: `Bearer ${MINTERS.jotmint({}, strange)}` };
      assert.deepEqual(await backend(url, forged).blockNumber(), unauthorised);
      const basic = { authorization: 'Basic YTpi' };
      assert.deepEqual(await backend(url, basic).blockNumber(), unauthorised);
    });
  }

  it('a batch passes whole or not at all', async () => {
    const token = MINTERS.jotmint({ methods: ['eth_blockNumber', 'eth_chainId'] }, EC);
    const ask = (body) => post(url, body, { authorization: `Bearer ${token}` });
    const allowed = await ask([call('eth_blockNumber'), call('eth_chainId', [], 'two')]);
    assert.equal(allowed.status, 200);
    assert.deepEqual(
      allowed.body.map(({ id }) => id),
      [1, 'two'],
    );
    assert.equal(allowed.body[1].result, '0x7a69');
    const refused = await ask([call('eth_blockNumber'), call('eth_accounts')]);
    assert.equal(refused.status, 403);
    assert.deepEqual(refused.body, { jsonrpc: '2.0', id: null, error: REFUSED.forbidden });
  });

  it('answers a refusal with what is documented, and no word more', async () => {
    const token = MINTERS.jotmint({ methods: ['eth_chainId'] }, EC);
    const { status, headers, body } = await post(url, call('eth_blockNumber', [], 7), {
      authorization: `Bearer ${token}`,
    });
    assert.equal(status, 403);
    assert.equal(headers.get('content-type'), 'application/json');
    assert.deepEqual(body, { jsonrpc: '2.0', id: 7, error: REFUSED.forbidden });
  });

  it('a key is rotated while the gate runs', async (test) => {
    const config = projectFile({ keys: [known(EC)] });
    const proxy = await startProxy(test, node.url, { config });
    const pair = generateKeyPair('ES256');
    const next = { id: 'next', name: 'next', algorithm: 'ES256', privateKey: pair.privateKey };
    const ask = (key) =>
      BACKENDS.viem(proxy.url, { authorization: `Bearer ${MINTERS.jotmint({}, key)}` });
    assert.deepEqual(await ask(next).blockNumber(), unauthorised);

    const rotated = { ...next, publicKey: pair.publicKey.toPem() };
    writeFileSync(`${config}~`, JSON.stringify({ keys: [known(EC), known(rotated)] }));
    renameSync(`${config}~`, config);
    await until(() => proxy.records.some(({ event }) => event === 'reloaded'));
    assert.equal(typeof (await ask(next).blockNumber()), 'bigint');
    assert.equal(typeof (await ask(EC).blockNumber()), 'bigint');

    writeFileSync(config, JSON.stringify({ keys: [known(rotated)] }));
    await until(async () => typeof (await ask(EC).blockNumber()) !== 'bigint');
    assert.deepEqual(await ask(EC).blockNumber(), unauthorised);
    assert.equal(typeof (await ask(next).blockNumber()), 'bigint');
  });

  it('without `requireJwt` a request without a token passes, one with a bad token does not', async (test) => {
    const config = projectFile({ keys, requireJwt: false });
    const open = await startProxy(test, node.url, { config });
    assert.equal(typeof (await BACKENDS.viem(open.url, {}).blockNumber()), 'bigint');
    const late = { authorization: `Bearer ${expired(EC)}` };
    assert.deepEqual(await BACKENDS.viem(open.url, late).blockNumber(), unauthorised);
  });
});
