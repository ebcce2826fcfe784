//! What cargo alone does not do for this workspace.
//!
//! - `cargo run -p xtask -- types` writes what follows from the Rust tables, the names in TypeScript and
//!   `docs/errors.md`; `… types --check` says whether both are up to date.
//! - `cargo run -p xtask --features wasm -- wasm` builds the WebAssembly of `@jotmint/web`; `… wasm --debian` with
//!   Debian's Rust, as on a machine where rustup has nothing to offer.

mod errors_page;
mod errors_text;
mod generated;
mod types;
#[cfg(feature = "wasm")]
mod wasm;

use std::process::ExitCode;

#[cfg(feature = "wasm")]
use self::wasm::Toolchain;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["types"] => generated::write(),
        ["types", "--check"] => generated::check(),
        #[cfg(feature = "wasm")]
        ["wasm"] => Toolchain::find().and_then(|toolchain| wasm::build(&toolchain)),
        #[cfg(feature = "wasm")]
        ["wasm", "--debian"] => Toolchain::debian().and_then(|toolchain| wasm::build(&toolchain)),
        _ => Err("usage: cargo run -p xtask -- types [--check] | wasm [--debian]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
