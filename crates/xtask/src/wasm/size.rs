//! What the download weighs.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

pub(crate) fn check(module: &Path, budget: usize) -> Result<(), String> {
    let failed = |error| format!("cannot read {}: {error}", module.display());
    let bytes = fs::read(module).map_err(failed)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes).map_err(failed)?;
    let size = gzip.finish().map_err(failed)?.len();
    println!("{}: {} bytes, gzipped {size} of {budget}", module.display(), bytes.len());
    if size <= budget {
        return Ok(());
    }
    Err(format!("the WebAssembly weighs {size} bytes gzipped; its budget is {budget}"))
}
