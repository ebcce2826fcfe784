/** A dapp's backend on viem and ethers, the gate, and an Ethereum node. */
import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { FetchRequest, JsonRpcProvider } from 'ethers';
import { generateKeyPair } from 'jotmint';
import { createPublicClient, http } from 'viem';
import { BALANCE, OTHER, RICH, skip, startAnvil } from './anvil.mjs';
import {
  call,
  EC,
  EXPIRED,
  expired,
  keys,
  known,
  MINTERS,
  projectFile,
  REFUSED,
  RSA,
} from './project.mjs';
import { post, startProxy, until } from './proxies.mjs';
import { startUpstream } from './upstream.mjs';

/**
 * How a backend asks, by library: what it is answered, or the status and error it is refused with.
 * `both` asks for the number of the block and a balance in one batch.
 */
const BACKENDS = {
  viem: (url, headers) => {
    const client = (options) =>
      createPublicClient({
        transport: http(url, { fetchOptions: { headers }, retryCount: 0, ...options }),
      });
    const asked = (answer) =>
      answer.catch((error) => {
        const refused = error.walk((cause) => cause.status !== undefined);
        return { status: refused.status, error: { code: refused.code, message: refused.details } };
      });
    const number = (of) => of.getBlockNumber({ cacheTime: 0 });
    return {
      blockNumber: () => asked(number(client())),
      balance: (address) => asked(client().getBalance({ address })),
      both: (address) => {
        const batching = client({ batch: true });
        return Promise.all([asked(number(batching)), asked(batching.getBalance({ address }))]);
      },
    };
  },
  ethers: (url, headers) => {
    const request = new FetchRequest(url);
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    const network = { chainId: 31_337, name: 'anvil' };
    const fixed = { staticNetwork: true, cacheTimeout: -1 };
    const asked = async (options, ...questions) => {
      const provider = new JsonRpcProvider(request, network, { ...fixed, ...options });
      const answers = await Promise.allSettled(questions.map((question) => question(provider)));
      provider.destroy();
      return answers.map(({ value, reason }) => value ?? refusal(reason));
    };
    const refusal = ({ response, info }) => {
      const { statusCode, bodyJson } = response ?? info.response;
      return { status: statusCode, error: bodyJson.error };
    };
    const number = (provider) => provider.getBlockNumber().then(BigInt);
    const balance = (address) => (provider) => provider.getBalance(address);
    const alone = async (question) => (await asked({ batchMaxCount: 1 }, question))[0];
    return {
      blockNumber: () => alone(number),
      balance: (address) => alone(balance(address)),
      both: (address) => asked({}, number, balance(address)),
    };
  },
};

const methodOf = ({ method }) => method;

/** A file in one step. */
function replaced(path, config) {
  writeFileSync(`${path}~`, JSON.stringify(config));
  renameSync(`${path}~`, path);
}

describe('a dapp through the gate', { skip }, () => {
  const jobs = [];
  const pairs = {};
  let node;
  let url;
  let watched;
  before(async () => {
    const here = { after: (job) => jobs.push(job) };
    node = await startAnvil();
    ({ url } = await startProxy(here, node.url));
    // Remembers what it was asked, and asks the node.
    const { url: between, seen } = await startUpstream(here, async (_, response, body) => {
      const answer = await post(node.url, body);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    watched = { url: (await startProxy(here, between)).url, seen };
    for (const { algorithm } of [RSA, EC]) pairs[algorithm] = generateKeyPair(algorithm);
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

        it(`${library}, with ${key.algorithm} tokens by ${minter} that are too old`, async () => {
          const authorization = `Bearer ${await EXPIRED[minter](key)}`;
          const late = backend(url, { authorization });
          assert.deepEqual(await late.blockNumber(), unauthorised);
          assert.deepEqual(await late.both(RICH), [unauthorised, unauthorised]);
        });

        it(`${library}, a batch with ${key.algorithm} tokens by ${minter}`, async () => {
          const asking = async (methods) => {
            const authorization = `Bearer ${await mint({ methods }, key)}`;
            return backend(watched.url, { authorization });
          };
          const methods = ['eth_blockNumber', 'eth_getBalance'];
          const { length } = watched.seen;
          const [number, balance] = await (await asking(methods)).both(RICH);
          assert.equal(typeof number, 'bigint');
          assert.equal(balance, BALANCE);
          assert.deepEqual(
            watched.seen.slice(length).map(({ body }) => JSON.parse(body).map(methodOf)),
            [methods],
          );
          for (const one of methods) {
            assert.deepEqual(await (await asking([one])).both(RICH), [forbidden, forbidden]);
          }
          assert.equal(watched.seen.length, length + 1);
        });

        it(`${library}, an ${key.algorithm} key that is rotated, with tokens by ${minter}`, async (test) => {
          const next = { ...key, id: `next-${key.id}`, name: 'next' };
          next.privateKey = pairs[key.algorithm].privateKey.toPem();
          next.publicKey = pairs[key.algorithm].publicKey.toPem();
          const config = projectFile({ keys: [known(key)] });
          const proxy = await startProxy(test, node.url, { config });
          const asking = async (own) =>
            backend(proxy.url, { authorization: `Bearer ${await mint({}, own)}` }).blockNumber();
          const isReloaded = (times) =>
            until(() => proxy.records.filter(({ event }) => event === 'reloaded').length >= times);
          assert.equal(typeof (await asking(key)), 'bigint');
          assert.deepEqual(await asking(next), unauthorised);

          replaced(config, { keys: [known(key), known(next)] });
          await isReloaded(1);
          assert.equal(typeof (await asking(key)), 'bigint');
          assert.equal(typeof (await asking(next)), 'bigint');

          replaced(config, { keys: [known(next)] });
          await isReloaded(2);
          assert.deepEqual(await asking(key), unauthorised);
          assert.equal(typeof (await asking(next)), 'bigint');
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

  it('without `requireJwt` a request without a token passes, one with a bad token does not', async (test) => {
    const config = projectFile({ keys, requireJwt: false });
    const open = await startProxy(test, node.url, { config });
    assert.equal(typeof (await BACKENDS.viem(open.url, {}).blockNumber()), 'bigint');
    const late = { authorization: `Bearer ${expired(EC)}` };
    assert.deepEqual(await BACKENDS.viem(open.url, late).blockNumber(), unauthorised);
  });
});
