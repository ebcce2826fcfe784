/** An HTTP request on its way through the gate. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBytes } from '../bytes.js';
import { ambiguousBody, bodyTooLong, type Refusal, refusal, unlessRefused } from '../refusal.js';
import { connectionOf } from '../sent.js';
import { answer } from './answer.js';
import { forUpstream } from './headers.js';
import type { Parts } from './parts.js';
import type { Onward } from './upstream.js';

/** Answers a request: with the node's answer where it may pass. */
export async function handle(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { project, report } = parts;
  // The connection is not worth keeping while the proxy is being closed.
  if (parts.isClosing()) response.setHeader('Connection', 'close');
  const connection = connectionOf(request);
  const refuse = (reason: Refusal): void => {
    report.refused('request', request.socket, reason);
    answer(request, response, reason);
  };

  if (request.method === 'OPTIONS') return preflight(parts, request, response);
  const maximum = project.maxBodyLength;
  const unread = beforeReading(request, maximum);
  if (unread) return refuse(unlessRefused(project, connection, unread));
  if (request.headers.expect !== undefined) response.writeContinue();
  let body: Buffer | undefined;
  try {
    body = await readBytes(request, maximum);
  } catch {
    return report.failed('request', request.socket, GONE);
  }
  if (!body) return refuse(unlessRefused(project, connection, bodyTooLong(maximum)));
  const decision = project.authorize(connection, body);
  if (!decision.allowed) return refuse(decision);
  report.allowed('request', request.socket, decision.token?.key.id);
  const headers = forUpstream(request);
  headers.push('content-type', 'application/json');
  send(parts, request, response, { method: 'POST', headers, body });
}

/** What is refused whatever its body may be. */
function beforeReading({ method, headers }: IncomingMessage, maximum: number): Refusal | undefined {
  if (method !== 'POST') {
    return refusal(405, 'ERR_GATE_METHOD_HTTP', 'method not allowed', 'It is no POST.');
  }
  if (Number(headers['content-length']) > maximum) return bodyTooLong(maximum);
  return ambiguousBody(headers['content-type'], headers['content-encoding']);
}

/** What browsers ask beforehand, without a token. The node says which pages it lets ask. */
function preflight(parts: Parts, request: IncomingMessage, response: ServerResponse): void {
  const { headers } = request;
  const isEmpty = !headers['transfer-encoding'] && Number(headers['content-length'] ?? 0) === 0;
  if (!isEmpty || !headers.origin || !headers['access-control-request-method']) {
    const reason = refusal(
      405,
      'ERR_GATE_METHOD_HTTP',
      'method not allowed',
      'It is an OPTIONS that no browser sends beforehand.',
    );
    parts.report.refused('request', request.socket, reason);
    answer(request, response, reason);
    return;
  }
  parts.report.allowed('request', request.socket, undefined);
  send(parts, request, response, { method: 'OPTIONS', headers: forUpstream(request), body: null });
}

function send(
  { upstream, report, metrics }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  onward: Onward,
): void {
  const begin = performance.now();
  upstream.send(onward, response, (failure) => {
    metrics.upstreamTook(performance.now() - begin);
    if (failure === undefined) return;
    if (failure === 'gone') return report.failed('request', request.socket, GONE);
    report.failed('request', request.socket, failure);
    if (response.headersSent) response.destroy();
    else answer(request, response, upstreamAnswer(failure.status));
  });
}

/** The node failed, not the request. */
export function upstreamAnswer(status: 502 | 504): Pick<Refusal, 'status' | 'body'> {
  const message = status === 504 ? 'upstream timed out' : 'upstream unavailable';
  return { status, body: { jsonrpc: '2.0', id: null, error: { code: -32603, message } } };
}

const GONE = { code: 'ERR_GATE_CLIENT_GONE', reason: 'The client went away.' };
