/** What would have the log tell of somebody else. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { call, EC, MINTERS } from './project.mjs';
import { raw, request } from './raw.mjs';

const CALL = JSON.stringify(call('eth_chainId'));
const bearer = (key, claims = {}) => `Bearer ${MINTERS.jotmint(claims, key)}`;

/**
 * By HTTP, by handshakes and on a WebSocket: each with how it is sent, and what is told of it.
 *
 * @param {string} url the gate, whose node takes WebSockets
 * @param {string} own the address that they come from
 * @param {string} other the one that they name
 */
export function forgeries(url, own, other) {
  const forged = `"}\n{"level":"info","event":"allowed","client":"${other}"}\r\n\u001b[2J\u2028\u202e`;
  const printable = forged.replace(/[^ -~]/g, '');
  const narrow = bearer(EC, { methods: ['eth_chainId'] });
  const broken = ['failed', 'request', 'ERR_GATE_HTTP'];
  const claimed = [`X-Forwarded-For: ${other}`, `Forwarded: for=${other}`, `X-Real-IP: ${other}`];
  const bodies = [
    [`{"id":1,"method":${JSON.stringify(forged)}}`, 'ERR_GATE_METHOD'],
    [JSON.stringify({ ...call('x'), id: forged }), 'ERR_GATE_METHOD'],
    [forged, 'ERR_GATE_BODY_JSON'],
  ];
  /** Each: headers, and how they are refused. */
  const heads = [
    [claimed, 'ERR_GATE_TOKEN_MISSING'],
    [[`Authorization: Bearer ${printable}`], 'ERR_TOKEN_PARTS'],
    [[`Authorization: ${bearer({ ...EC, id: forged })}`], 'ERR_KEY_NOT_FOUND'],
    [
      [`Authorization: ${bearer(EC, { origins: ['https://a.example'] })}`, `Origin: ${printable}`],
      'ERR_GATE_ORIGIN',
    ],
    [
      [`Authorization: ${bearer(EC, { user_agents: ['dapp'] })}`, `User-Agent: ${printable}`],
      'ERR_GATE_USER_AGENT',
    ],
  ];
  const posted = (headers, body) => {
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    return () => raw(url, request([length, ...headers], body), own);
  };
  const upgrade = [
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  const shaken = (headers) => {
    const lines = ['GET / HTTP/1.1', 'Host: gate', 'Connection: Upgrade', ...upgrade, ...headers];
    return () => raw(url, `${lines.join('\r\n')}\r\n\r\n`, own);
  };
  const messages = async () => {
    const headers = { authorization: narrow, 'x-forwarded-for': other, 'user-agent': printable };
    const socket = new WebSocket(url.replace('http', 'ws'), { headers, localAddress: own });
    await once(socket, 'open');
    for (const [body] of bodies) {
      for (const binary of [false, true]) {
        const answered = once(socket, 'message');
        socket.send(body, { binary });
        await answered;
      }
    }
    socket.terminate();
  };
  return [
    ...bodies.map(([body, code]) => ({
      send: posted([`Authorization: ${narrow}`, ...claimed], body),
      records: [['refused', 'request', code]],
    })),
    ...heads.flatMap(([headers, code]) => [
      { send: posted(headers, CALL), records: [['refused', 'request', code]] },
      { send: shaken(headers), records: [['refused', 'handshake', code]] },
    ]),
    { send: () => raw(url, `${forged}\r\n\r\n`, own), records: [broken] },
    {
      send: () => raw(url, request(['Content-Length: 1\r\nX: \x00']), own),
      records: [broken],
    },
    {
      send: messages,
      records: bodies.flatMap(([, code]) => Array(2).fill(['refused', 'message', code])),
    },
  ];
}
