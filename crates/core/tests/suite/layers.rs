//! Layers point downwards: no module of the core uses one above it.

use std::fs;
use std::path::Path;

/// Each layer and those it may use. A path to another is refused, a layer that is not here too.
const LAYERS: [(&str, &[&str]); 9] = [
    ("error", &[]),
    ("encoding", &[]),
    ("engine", &["encoding"]),
    ("options", &["encoding", "error"]),
    ("alg", &["options", "engine", "encoding", "error"]),
    ("key", &["alg", "options", "engine", "encoding", "error"]),
    ("jws", &["key", "alg", "options", "engine", "encoding", "error"]),
    ("jwt", &["jws", "key", "alg", "options", "engine", "encoding", "error"]),
    ("provider", &["jwt", "jws", "key", "alg", "options", "engine", "encoding", "error"]),
];

#[test]
fn every_module_uses_only_layers_below_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    assert!(files.len() > 50, "only {} files in {}", files.len(), source.display());
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(source.join(&file)).unwrap();
        wrong.extend(upward(&file, &text));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_upward_path_is_found() {
    let wrong = [
        ("key/jwk.rs", "use crate::jws::verify;", "key/jwk.rs uses jws"),
        ("key/jwk.rs", "use super::super::jwt::decode;", "key/jwk.rs uses jwt"),
        ("key/mod.rs", "use super::jws;", "key/mod.rs uses jws"),
        ("engine/rustcrypto/ec.rs", "fn f() { super::super::super::alg::g() }", "uses alg"),
        ("options.rs", "use crate::{encoding::json, key::Key};", "options.rs uses key"),
        ("alg/rsa.rs", "use crate::{\n    engine,\n    jwt::{A, B},\n};", "alg/rsa.rs uses jwt"),
        ("encoding/pem.rs", "fn f() -> crate::Error { g() }", "encoding/pem.rs uses error"),
        ("error/key.rs", "fn f() { crate::encoding::json::quoted(\"\") }", "uses encoding"),
        ("jwt/sign.rs", "use crate::news::x;", "jwt/sign.rs uses news, which is no layer"),
        ("news.rs", "use crate::error::Error;", "news is no layer"),
    ];
    for (file, text, said) in wrong {
        let found = upward(file, text).join("\n");
        assert!(found.contains(said), "{file} {text:?}: {found:?}");
    }
    let right = [
        ("key/jwk.rs", "use crate::alg::{self, Algorithm};\nuse super::{Key, set};"),
        ("key/jwk.rs", "/// See [`crate::jws::verify`].\n// crate::jwt"),
        ("engine/ring_like/ec.rs", "use super::super::rules;\nuse crate::engine::Curve;"),
        ("alg/mod.rs", "fn f() -> crate::Error { g() }\n#[cfg(test)]\nmod tests { use super::f; }"),
        ("jws/mod.rs", "use crate::{alg::Algorithm, error::{Error, Shown}, key::Key};"),
    ];
    for (file, text) in right {
        assert_eq!(upward(file, text), [""; 0], "{file} {text:?}");
    }
}

/// The files below a folder but for the crate's root, by their paths in `src`.
fn collect(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
            let file = path.strip_prefix(&source).unwrap().to_str().unwrap().to_owned();
            files.extend(Some(file).filter(|file| file != "lib.rs"));
        }
    }
}

/// The paths of a file that lead to a layer it may not use, in words.
fn upward(file: &str, text: &str) -> Vec<String> {
    let own = file.split(['/', '.']).next().unwrap();
    let Some((_, below)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
        return vec![format!("{own} is no layer; add it to the table")];
    };
    let mut wrong = Vec::new();
    for used in roots(&code(text), depth(file)) {
        if !LAYERS.iter().any(|(layer, _)| *layer == used) {
            wrong.push(format!("{file} uses {used}, which is no layer"));
        } else if used != own && !below.contains(&&*used) {
            wrong.push(format!("{file} uses {used}"));
        }
    }
    wrong
}

/// How many `super` lead from a file to the crate's root.
fn depth(file: &str) -> usize {
    let module = file.trim_end_matches(".rs").trim_end_matches("/mod");
    module.split('/').count()
}

/// Without comments and without the unit tests at the end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The crate's modules that paths lead to, by `crate::` or by enough `super::`.
fn roots(code: &str, depth: usize) -> Vec<String> {
    let mut roots = Vec::new();
    for root in ["crate::".to_owned(), "super::".repeat(depth)] {
        for (start, _) in code.match_indices(&root) {
            let before = code[..start].chars().next_back().unwrap_or(' ');
            if !(before.is_alphanumeric() || "_$:".contains(before)) {
                roots.extend(heads(&code[start + root.len()..]));
            }
        }
    }
    roots
}

/// The first names of a path, or of the paths in a `{…}`.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        let name: String =
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        // Re-exported at the root.
        if matches!(&*name, "Error" | "ErrorCode") { "error".to_owned() } else { name }
    };
    let Some(list) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut heads, mut open) = (vec![name(list)], 0);
    for (position, character) in list.char_indices() {
        match character {
            '{' => open += 1,
            '}' if open == 0 => break,
            '}' => open -= 1,
            ',' if open == 0 => heads.push(name(&list[position + 1..])),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}
