#!/usr/bin/env node
import { run } from '../cli/main.mjs';

// Whoever reads the output may stop reading, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 2;
    if (stream === process.stdout) process.stderr.write(`jotmint: ${error.message}\n`);
  });
}

process.exitCode = await run(process.argv.slice(2));
