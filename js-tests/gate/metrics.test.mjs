/** The counters: what is counted of WebSockets, of failures, and how long things take. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { call, EC, MINTERS, projectFile } from './project.mjs';
import { post, startProxy, until } from './proxies.mjs';
import { connected, refusal, startEcho } from './sockets.mjs';

const authorization = `Bearer ${MINTERS.jotmint({ methods: ['eth_chainId'] }, EC)}`;

async function counters(proxy) {
  const response = await fetch(`${proxy.metricsUrl}/metrics`);
  const lines = (await response.text()).split('\n').map((line) => line.split(/ (?=[^ ]*$)/));
  return new Map(lines.map(([name, value]) => [name, Number(value)]));
}

const settled = (kind, outcome, code = '') =>
  `jotmint_gate_requests_total{kind="${kind}",outcome="${outcome}",code="${code}"}`;

describe('the counters', () => {
  it('count handshakes, messages and open WebSockets', async (test) => {
    const echo = await startEcho(test);
    const proxy = await startProxy(test, echo.url);
    const { socket, ask } = await connected(proxy.url, { authorization });
    await ask(call('eth_chainId'));
    await ask(call('eth_chainId'));
    await ask(call('eth_accounts'));
    await refusal(proxy.url);
    const open = await counters(proxy);
    assert.equal(open.get('jotmint_gate_websockets'), 1);
    socket.close();
    await once(socket, 'close');
    await until(async () => (await counters(proxy)).get('jotmint_gate_websockets') === 0);
    const after = await counters(proxy);
    const expected = {
      [settled('handshake', 'allowed')]: 1,
      [settled('handshake', 'refused', 'ERR_GATE_TOKEN_MISSING')]: 1,
      [settled('message', 'allowed')]: 2,
      [settled('message', 'refused', 'ERR_GATE_METHOD')]: 1,
    };
    for (const [name, count] of Object.entries(expected)) {
      assert.equal(after.get(name), count, name);
    }
  });

  it('count what came to nothing', async (test) => {
    const proxy = await startProxy(test, 'http://127.0.0.1:1');
    const body = call('eth_chainId');
    assert.equal((await post(proxy.url, body, { authorization })).status, 502);
    assert.equal((await refusal(proxy.url, { authorization })).status, 502);
    const found = await counters(proxy);
    for (const kind of ['request', 'handshake']) {
      assert.equal(found.get(settled(kind, 'failed', 'ERR_GATE_UPSTREAM')), 1, kind);
    }
  });

  it('count projects that were refused', async (test) => {
    const config = projectFile();
    const echo = await startEcho(test);
    const proxy = await startProxy(test, echo.url, { config });
    writeFileSync(config, '{');
    await proxy.reload();
    const found = await counters(proxy);
    assert.ok(found.get('jotmint_gate_reloads_total{outcome="refused"}') >= 1);
  });

  it('add up how long things took, in steps that grow', async (test) => {
    const echo = await startEcho(test);
    const proxy = await startProxy(test, echo.url);
    for (let count = 0; count < 5; count += 1) await post(proxy.url, call('eth_accounts'));
    const found = await counters(proxy);
    const name = 'jotmint_gate_decision_seconds';
    const buckets = [...found].filter(([line]) => line.startsWith(`${name}_bucket`));
    const counts = buckets.map(([, count]) => count);
    assert.ok(buckets.length > 5);
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => a - b),
    );
    assert.equal(found.get(`${name}_bucket{le="+Inf"}`), 5);
    assert.equal(found.get(`${name}_count`), 5);
    assert.ok(found.get(`${name}_sum`) > 0);
  });
});
