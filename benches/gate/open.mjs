// The same proxy with a gate that lets everything pass: what a hop costs by itself.
import { createProxy } from '@jotmint/gate';

const open = () => /** @type {const} */ ({ allowed: true });
const gate = { authorize: open, authorizeConnection: open, setKeys() {} };
const upstream = process.argv[2] ?? '';
await createProxy({ gate, upstream, listen: '127.0.0.1:0', metrics: '127.0.0.1:0' });
