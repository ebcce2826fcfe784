//! `cargo run -p xtask -- types` writes the TypeScript that follows from the Rust tables;
//! `… types --check` says whether it is up to date.

mod types;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["types"] => types::write(),
        ["types", "--check"] => types::check(),
        _ => Err("usage: cargo run -p xtask -- types [--check]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
