/** Proxies for a test, which end with it. */
import { createProxy } from '@jotmint/gate';
import { projectFile } from './project.mjs';

/** Far longer than anything here takes, in milliseconds. */
const PATIENCE = 20_000;

/**
 * @param {import('node:test').TestContext | { after: (job: () => unknown) => void }} test
 * @param {string} upstream
 * @param {Partial<import('@jotmint/gate').ProxyOptions>} [options]
 */
export async function startProxy(test, upstream, options = {}) {
  const records = [];
  const proxy = await createProxy({
    ...(options.project ? {} : { config: projectFile() }),
    upstream,
    listen: '127.0.0.1:0',
    metrics: '127.0.0.1:0',
    log: (record) => records.push(record),
    ...options,
    timeouts: { close: 1_000, ...options.timeouts },
  });
  test.after(() => proxy.close());
  return { ...proxy, records };
}

/** A POST, as `fetch` sends it. */
export async function post(url, body, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Waits until something is so; what does not become so in time fails the test. */
export async function until(condition) {
  const deadline = performance.now() + PATIENCE;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`It did not become so: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
