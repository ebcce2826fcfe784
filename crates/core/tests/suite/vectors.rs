//! The files of `../vectors`; its README says what they hold.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// One signed token, as published.
pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) alg: String,
    /// JSON text; none for an unsigned token.
    pub(crate) jwk: Option<String>,
    pub(crate) header: String,
    pub(crate) payload: String,
    pub(crate) token: String,
    pub(crate) deterministic: bool,
    pub(crate) valid: bool,
    pub(crate) rfc6979: bool,
}

pub(crate) fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

pub(crate) fn read(file: &str) -> Value {
    let path = tests_folder().join("vectors").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// The signed tokens of a file.
pub(crate) fn signed(file: &str) -> Vec<Vector> {
    let vectors: Vec<Vector> = list(&read(file)["vectors"]).iter().map(vector).collect();
    assert!(!vectors.is_empty(), "{file} holds no vector");
    vectors
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_else(|| panic!("no list: {value}"))
}

pub(crate) fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or_else(|| panic!("no text `{member}`: {value}"))
}

fn vector(value: &Value) -> Vector {
    let flag = |member: &str| value[member].as_bool();
    Vector {
        name: text(value, "name").to_owned(),
        alg: text(value, "alg").to_owned(),
        jwk: Some(&value["jwk"]).filter(|jwk| !jwk.is_null()).map(Value::to_string),
        header: text(value, "header").to_owned(),
        payload: text(value, "payload").to_owned(),
        token: text(value, "token").to_owned(),
        deterministic: flag("deterministic").unwrap(),
        valid: flag("valid").unwrap(),
        rfc6979: flag("rfc6979").unwrap_or(false),
    }
}
