//! Files that are committed and follow from the Rust tables: written, or compared.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{errors_page, types};

pub(crate) fn write() -> Result<(), String> {
    for (path, text) in files()? {
        let path = in_repository(path);
        fs::write(&path, text)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(())
}

pub(crate) fn check() -> Result<(), String> {
    for (path, text) in files()? {
        if read(path)? != text {
            return Err(format!("{path} is out of date; run `cargo run -p xtask -- types`"));
        }
    }
    Ok(())
}

pub(crate) fn read(path: &str) -> Result<String, String> {
    let path = in_repository(path);
    fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn files() -> Result<[(&'static str, String); 2], String> {
    Ok([("npm/api/src/generated.ts", types::source()), ("docs/errors.md", errors_page::source()?)])
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
