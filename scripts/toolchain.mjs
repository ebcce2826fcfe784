/** What has to be on the machine before anything can be built: Node, Rust, a C compiler. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root, Stop } from './run.mjs';
import { canInstall, find, install } from './system-packages.mjs';

/** Stops with one message that says all that is missing and how to get it. */
export async function requireToolchain() {
  const missing = [...missingNode(), ...missingRust(), ...(await missingCompiler())];
  if (missing.length > 0) {
    throw new Stop(
      `Before jotmint can be built, install:\n${missing.map((one) => `  - ${one}`).join('\n')}`,
    );
  }
}

function missingNode() {
  const [major] = process.versions.node.split('.').map(Number);
  return major >= 20
    ? []
    : [`Node 20 or newer (this is ${process.versions.node}): https://nodejs.org`];
}

function missingRust() {
  // Where rustup puts it, in a shell that has not been opened anew since.
  const cargoBin = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin');
  if (existsSync(cargoBin)) process.env.PATH = `${process.env.PATH}${delimiter}${cargoBin}`;

  const wanted = /^rust-version = "(.+)"$/m.exec(
    readFileSync(join(root, 'Cargo.toml'), 'utf8'),
  )?.[1];
  const install = `Rust ${wanted} or newer, with cargo: https://rustup.rs`;
  const found = /\d+\.\d+/.exec(answer('cargo', ['--version']) ?? '')?.[0];
  if (found === undefined) return [install];
  return isOlder(found, wanted) ? [`${install} (this is ${found}; \`rustup update\`)`] : [];
}

async function missingCompiler() {
  if (process.platform === 'win32' || compiles()) return [];
  if (process.platform === 'darwin') return ['a C compiler: xcode-select --install'];
  if (find('apt-get') === undefined) return ["a C compiler with the C library's headers (gcc)"];
  const packages = ['gcc', 'libc6-dev'];
  if (!canInstall()) return [`a C compiler: sudo apt-get install ${packages.join(' ')}`];
  await install(packages, 'a C compiler');
  return compiles()
    ? []
    : ['a C compiler that works (`cc` does not compile and link an empty program)'];
}

/** Whether a program can be compiled and linked, which takes the C library's headers as well. */
function compiles() {
  const program = '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n';
  const compiler = process.env.CC ?? 'cc';
  return answer(compiler, ['-x', 'c', '-', '-o', '/dev/null'], program) !== undefined;
}

function answer(command, args, input = '') {
  try {
    return execFileSync(command, args, {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

function isOlder(found, wanted) {
  const [a, b] = [found, wanted].map((version) => version.split('.').map(Number));
  return a[0] - b[0] < 0 || (a[0] === b[0] && a[1] < b[1]);
}
