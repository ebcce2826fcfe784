/** Finds a native addon: the one built in this checkout, else the package for this platform. */

/** An addon, or for which target there is none; `cause` where one is there and does not load. */
export type Found<Addon> = { addon: Addon } | { addon?: undefined; target: string; cause: unknown };

/**
 * @param require of the file that stands where `../file.target.node` is a build's
 * @param file the name of the addon's file, without the target
 * @param scope the name of the packages, without the target
 */
export function findAddon<Addon>(
  require: NodeJS.Require,
  file: string,
  scope: string,
): Found<Addon> {
  const targets = possibleTargets();
  const places = [
    ...targets.map((target) => `../${file}.${target}.node`),
    ...targets.map((target) => `${scope}-${target}`),
  ];
  let cause: unknown;
  for (const place of places) {
    try {
      return { addon: require(place) };
    } catch (error) {
      // What is there and does not load says more than what is not there.
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') cause = error;
    }
  }
  const [only, other] = targets;
  const target = other === undefined ? only : `${process.platform}-${process.arch}-${libc()}`;
  return { target, cause };
}

/**
 * `darwin-arm64`, `win32-x64-msvc`, `linux-x64-gnu` or `linux-x64-musl`. npm installs the one for
 * the C library at hand, so both are tried: finding out takes longer than loading.
 */
function possibleTargets(): [string, string?] {
  const target = `${process.platform}-${process.arch}`;
  if (process.platform === 'win32') return [`${target}-msvc`];
  return process.platform === 'linux' ? [`${target}-gnu`, `${target}-musl`] : [target];
}

/** Node's own report names the glibc it runs on; musl has none to name. */
function libc(): 'gnu' | 'musl' {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime ? 'gnu' : 'musl';
}
