/** What this machine is called in the names of addons and their packages. */
const { platform, arch } = process;

/** @returns {{ name: string, os: string, cpu: string, libc?: string }} */
export function hostTarget() {
  const os = { os: platform, cpu: arch };
  if (platform === 'win32') return { name: `${platform}-${arch}-msvc`, ...os };
  if (platform !== 'linux') return { name: `${platform}-${arch}`, ...os };
  return process.report.getReport().header.glibcVersionRuntime
    ? { name: `${platform}-${arch}-gnu`, ...os, libc: 'glibc' }
    : { name: `${platform}-${arch}-musl`, ...os, libc: 'musl' };
}
