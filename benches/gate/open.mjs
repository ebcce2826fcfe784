// The same proxy with a project that lets everything pass: what a hop costs by itself.
import { createProxy } from '@jotmint/gate';

const upstream = process.argv[2] ?? '';
await createProxy({
  project: { requireJwt: false },
  upstream,
  listen: '127.0.0.1:0',
  metrics: '127.0.0.1:0',
});
