//! The keys that several files use.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jotmint::{Algorithm, Error, GenerateOptions, ImportOptions, Key, KeyKind};

use crate::vectors;

/// A file of `../keys`.
pub(crate) fn file(name: &str) -> String {
    let path = vectors::tests_folder().join("keys").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// Reads a key as the caller gives it, without options.
pub(crate) fn import(text: &str) -> Result<Key, Error> {
    Key::from_text(text, &ImportOptions::default())
}

/// Reads a key with options, as JSON.
pub(crate) fn import_with(text: &str, options: &str) -> Result<Key, Error> {
    Key::from_text(text, &ImportOptions::from_json(options).unwrap())
}

/// A private key or secret for the algorithm, the same one each time.
pub(crate) fn signing(algorithm: Algorithm) -> Key {
    static KEYS: LazyLock<BTreeMap<&str, Key>> = LazyLock::new(|| {
        let rsa = import(&file("rsa.pem")).unwrap();
        let options = GenerateOptions::default();
        let make = |algorithm: &Algorithm| match algorithm.name() {
            // Making an RSA key takes long without optimisation.
            name @ ("RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512") => {
                (name, rsa.clone())
            }
            name if algorithm.is_hmac() => (name, Key::generate_secret(*algorithm).unwrap()),
            name => (name, Key::generate(*algorithm, &options).unwrap()),
        };
        Algorithm::ALL.iter().map(make).collect()
    });
    KEYS[algorithm.name()].clone()
}

/// What verifies the signatures of [`signing`].
pub(crate) fn verifying(algorithm: Algorithm) -> Key {
    verifier_of(&signing(algorithm))
}

/// The public half; a secret itself.
pub(crate) fn verifier_of(key: &Key) -> Key {
    if key.kind() == KeyKind::Secret { key.clone() } else { key.public_key().unwrap() }
}

/// The bytes of a PEM.
pub(crate) fn der(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body).unwrap()
}
