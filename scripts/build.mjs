/** `npm run build`: everything that the Node package needs to run, built where it is out of date. */
import { buildAddon } from './addon.mjs';
import { requireDependencies } from './dependencies.mjs';
import { buildFacade } from './facade.mjs';
import { isProgram, main } from './run.mjs';
import { requireToolchain } from './toolchain.mjs';

export async function build() {
  await requireToolchain();
  await requireDependencies();
  await buildFacade();
  await buildAddon();
}

if (isProgram(import.meta.url)) main(build);
