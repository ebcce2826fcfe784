/** An Ethereum node: anvil, on a free port. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { binary } from '../web/consumers/binary.mjs';

const anvil = binary('@foundry-rs/anvil-linux-amd64', 'bin/anvil');

export const { skip } = anvil;

/** The first account that it makes, which has 10,000 ether. */
export const RICH = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';
/** The second. */
export const OTHER = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
export const BALANCE = 10_000n * 10n ** 18n;

/** @returns {Promise<{ url: string, stop: () => Promise<void> }>} */
export async function startAnvil() {
  const child = spawn(anvil.file, ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => child.on('close', resolve));
  const stop = () => {
    child.kill();
    return closed;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, place] = /^Listening on (\S+)$/.exec(line) ?? [];
    if (place === undefined) continue;
    // A pipe that nobody empties would stop it.
    child.stdout.resume();
    return { url: `http://${place}`, stop };
  }
  throw new Error('anvil ended before it listened');
}
