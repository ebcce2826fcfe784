#!/usr/bin/env node
import { run } from '../cli/main.mjs';

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2));
