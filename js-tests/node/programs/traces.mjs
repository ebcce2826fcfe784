// What is left of a secret in the process's memory, as JSON: how often it is found as it is, and as
// HMAC pads it (RFC 2104), once a key was made of it and signed with, and once that key is gone. Run
// with --expose-gc.
import { openSync, readFileSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { importKey, sign } from 'jotmint';

const LENGTH = Number(process.argv[2]);

// Never in one place but in `bytes`, so that nothing but the library can leave it anywhere.
const byteAt = (/** @type {number} */ at) => (at * 167 + 91 + (at >> 3)) & 255;
const bytes = Buffer.from(Array.from({ length: LENGTH }, (_, at) => byteAt(at)));
const key = importKey(bytes, { algorithm: 'HS256' });
bytes.fill(0);
sign({ sub: 'alice' }, key);
const held = traces();
key[Symbol.dispose]();
// What the addon holds goes when the handles are collected, a turn of the event loop later.
for (let round = 0; round < 10; round += 1) {
  gc?.();
  await setImmediate();
}
console.log(JSON.stringify({ held, gone: traces() }));

function traces() {
  const found = { secret: 0, inner: 0, outer: 0 };
  const memory = openSync('/proc/self/mem', 'r');
  const room = Buffer.alloc(1024 * 1024);
  for (const line of readFileSync('/proc/self/maps', 'utf8').split('\n')) {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    const end = Number.parseInt(to ?? '0', 16);
    let at = Number.parseInt(from ?? '0', 16);
    for (; at < end; at += room.length - LENGTH) {
      const length = readable(memory, room, at, end);
      found.secret += count(room.subarray(0, length), 0);
      found.inner += count(room.subarray(0, length), 0x36);
      found.outer += count(room.subarray(0, length), 0x5c);
    }
  }
  return found;
}

function readable(memory, room, at, end) {
  // It would find itself.
  room.fill(0);
  try {
    return readSync(memory, room, 0, Math.min(room.length, end - at), at);
  } catch {
    return 0;
  }
}

function count(piece, mask) {
  let found = 0;
  const first = byteAt(0) ^ mask;
  for (let at = piece.indexOf(first); at >= 0; at = piece.indexOf(first, at + 1)) {
    let same = 1;
    while (same < LENGTH && piece[at + same] === (byteAt(same) ^ mask)) same += 1;
    if (same === LENGTH) found += 1;
  }
  return found;
}
