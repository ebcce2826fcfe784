//! From `crates/web` to the two files that `npm/web` is made of: the WebAssembly, and the
//! JavaScript that speaks to it.
//!
//! Cargo compiles, wasm-bindgen's library writes the JavaScript, binaryen's wasm-opt makes the
//! WebAssembly smaller, and the result must keep to a size.

mod order;
mod size;
mod toolchain;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

pub(crate) use self::toolchain::Toolchain;

/// What the download may weigh, gzipped, in bytes: every algorithm in 220 kB. ARCHITECTURE.md says
/// what takes the room.
const BUDGET: usize = 220_000;

/// What rustc's WebAssembly uses, and so what wasm-opt must allow: all of it is in every browser
/// since 2022.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// For size. The far end of the stack lies at address 0, so that no data does.
const SMALLER: [&str; 4] = ["-Oz", "--low-memory-unused", "--zero-filled-memory", "-Oz"];
/// Functions are sorted by the names that `order` gave them.
const IN_ORDER: [&str; 2] = ["--reorder-functions-by-name", "--strip-producers"];

pub(crate) fn build(toolchain: &Toolchain) -> Result<(), String> {
    let root = workspace()?;
    let out = root.join("npm/web/wasm");
    let compiled = compile(&root, toolchain)?;
    let bound = bind(&compiled, &root.join("target/web/bound"))?;
    let (small, ordered) = (bound.join("small.wasm"), bound.join("ordered.wasm"));
    optimize(&root, &SMALLER, &bound.join("jotmint_bg.wasm"), &small)?;
    order(&small, &ordered)?;
    let module = out.join("jotmint.wasm");
    optimize(&root, &IN_ORDER, &ordered, &module)?;
    copy(&bound.join("jotmint_bg.js"), &out.join("jotmint_bg.js"))?;
    size::check(&module, BUDGET)
}

fn workspace() -> Result<PathBuf, String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map(Path::to_owned).ok_or_else(|| "xtask has moved".to_owned())
}

fn compile(root: &Path, toolchain: &Toolchain) -> Result<PathBuf, String> {
    // A folder of its own: other builds hold no lock on it, and other flags do not clear it.
    let folder = root.join("target/web");
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(root)
        .args(["build", "--locked", "--package=jotmint-web", "--profile=web"])
        .args(["--target", toolchain::TARGET, "--target-dir"])
        .arg(&folder);
    toolchain.prepare(&mut cargo, &flags())?;
    run(&mut cargo)?;
    Ok(folder.join(toolchain::TARGET).join("web/jotmint_web.wasm"))
}

fn flags() -> Vec<String> {
    // RustCrypto takes WebAssembly for a 64-bit machine, for it has 64-bit integers; but it has no
    // product of 128 bits, so that numbers of 32-bit words are smaller and faster.
    let mut flags = vec!["--cfg=cpubits=\"32\"".to_owned()];
    // Rolled-up loops in place of unrolled ones.
    flags.push("--cfg=sha2_backend_soft=\"compact\"".to_owned());
    flags.push("--cfg=aes_backend_soft=\"compact\"".to_owned());
    // Where sources lie on the machine that builds is nobody's business.
    let home = |name: &str, folder: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .or_else(|| Some(std::env::home_dir()?.join(folder)))
            .map(|path| format!("--remap-path-prefix={}=", path.display()))
    };
    flags.extend(home("CARGO_HOME", ".cargo"));
    flags.extend(home("RUSTUP_HOME", ".rustup"));
    flags
}

fn bind(compiled: &Path, out: &Path) -> Result<PathBuf, String> {
    let failed = |error| format!("wasm-bindgen: {error:#}");
    Bindgen::new()
        .input_path(compiled)
        .out_name("jotmint")
        .bundler(true)
        .map_err(failed)?
        .typescript(false)
        .remove_producers_section(true)
        .generate(out)
        .map_err(failed)?;
    Ok(out.to_owned())
}

fn order(from: &Path, to: &Path) -> Result<(), String> {
    let module =
        fs::read(from).map_err(|error| format!("cannot read {}: {error}", from.display()))?;
    let ordered = order::named_by_place(&module)?;
    fs::write(to, ordered).map_err(|error| format!("cannot write {}: {error}", to.display()))
}

fn optimize(root: &Path, passes: &[&str], from: &Path, to: &Path) -> Result<(), String> {
    let program = root.join("node_modules/binaryen/bin/wasm-opt");
    if !program.exists() {
        return Err("wasm-opt is missing; `npm ci` installs it, in the package binaryen".to_owned());
    }
    let mut wasm_opt = Command::new("node");
    run(wasm_opt.arg(program).args(FEATURES).args(passes).arg(from).arg("-o").arg(to))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(drop).map_err(|error| format!("cannot write {}: {error}", to.display()))
}

/// Runs a program to its end and says so if it fails.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} failed ({status})")),
        Err(error) => Err(format!("{name}: {error}")),
    }
}
