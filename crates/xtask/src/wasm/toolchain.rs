//! A Rust that compiles to WebAssembly, with the sources of its standard library: that is compiled
//! along, for size and without the words of its panics. Not every machine has the sources, and not
//! every machine can download them, so there are two ways to them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::run;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

pub(crate) enum Toolchain {
    /// The Rust at hand has the sources.
    Own,
    /// Debian's Rust for web browsers comes with them.
    Debian,
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/src/rust/library";
const DEBIAN_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

/// A panic is a trap, which the loader tells of by a code; its words would reach nobody.
const STANDARD_LIBRARY: [&str; 2] =
    ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];
const FLAGS: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];

impl Toolchain {
    /// What there is, else what rustup or, for root, apt-get can install.
    pub(crate) fn find() -> Result<Self, String> {
        if has_sources() || (rustup_adds_sources() && has_sources()) {
            return Ok(Self::Own);
        }
        Self::debian().map_err(|_| {
            format!(
                "nothing here compiles to WebAssembly. Install the sources of the standard library \
                 with `rustup component add rust-src` or, on Debian, the packages with \
                 `apt-get install {}`",
                DEBIAN_PACKAGES.join(" ")
            )
        })
    }

    pub(crate) fn debian() -> Result<Self, String> {
        if !has_debian() {
            apt_get(&["update", "-qq"])?;
            let install = ["install", "-y", "-qq", "--no-install-recommends"];
            apt_get(&[install.as_slice(), &DEBIAN_PACKAGES].concat())?;
        }
        if has_debian() { Ok(Self::Debian) } else { Err("Debian's Rust is not there".to_owned()) }
    }

    /// Has `cargo build` use it, with these further flags for rustc.
    pub(crate) fn prepare(&self, cargo: &mut Command, flags: &[String]) -> Result<(), String> {
        let mut flags = flags.to_vec();
        flags.extend(FLAGS.map(str::to_owned));
        if let Self::Debian = self {
            flags.push(format!("-Clinker={}", linker()?.display()));
            cargo.env("RUSTC", DEBIAN_RUSTC);
        }
        // Neither building the standard library nor this way to panic is stable yet.
        cargo.env("RUSTC_BOOTSTRAP", "1").args(STANDARD_LIBRARY);
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        Ok(())
    }
}

fn has_sources() -> bool {
    rustc(&["--print=sysroot"])
        .is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/std").is_dir())
}

fn rustup_adds_sources() -> bool {
    let mut rustup = Command::new("rustup");
    rustup.args(["component", "add", "rust-src"]).stdin(Stdio::null());
    run(&mut rustup).is_ok()
}

fn has_debian() -> bool {
    Path::new(DEBIAN_RUSTC).exists() && Path::new(DEBIAN_LIBRARY).is_dir()
}

fn apt_get(arguments: &[&str]) -> Result<(), String> {
    let mut apt_get = Command::new("apt-get");
    apt_get.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    run(apt_get.args(arguments))
}

/// Debian's Rust for web browsers comes without a linker; the one of the Rust at hand does.
fn linker() -> Result<PathBuf, String> {
    let (sysroot, host) = rustc(&["--print=sysroot"])
        .zip(rustc(&["--print=host-tuple"]))
        .ok_or("rustc does not say where it is")?;
    Ok(Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/rust-lld"))
}

fn rustc(arguments: &[&str]) -> Option<String> {
    let output = Command::new("rustc").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
