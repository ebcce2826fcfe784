//! A Rust that compiles to WebAssembly. Not every machine has one, and not every machine can
//! download one, so there are three ways to it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::run;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

pub(crate) enum Toolchain {
    /// The Rust at hand has the target's standard library.
    Own,
    /// Debian's Rust for web browsers comes with the standard library's sources, to be built along.
    Debian,
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/src/rust/library";
const DEBIAN_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

impl Toolchain {
    /// What there is, else what rustup or, for root, apt-get can install.
    pub(crate) fn find() -> Result<Self, String> {
        if has_target() || (rustup_adds_target() && has_target()) {
            return Ok(Self::Own);
        }
        Self::debian().map_err(|_| {
            format!(
                "nothing here compiles to WebAssembly. Install the target with `rustup target add \
                 {TARGET}` or, on Debian, the packages with `apt-get install {}`",
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
        if let Self::Debian = self {
            flags.push(format!("-Clinker={}", linker()?.display()));
            // Building the standard library is not stable, which Debian's compiler has to overlook.
            cargo.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1");
            cargo.arg("-Zbuild-std=std,panic_abort");
        }
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        Ok(())
    }
}

fn has_target() -> bool {
    rustc(&["--print=target-libdir", "--target", TARGET])
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn rustup_adds_target() -> bool {
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]).stdin(Stdio::null());
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
