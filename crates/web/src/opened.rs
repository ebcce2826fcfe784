//! Tokens whose signature WebCrypto checks.

use jotmint::jws;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::outcome::outcome;

/// A token that is sound but for its signature.
#[wasm_bindgen]
pub struct Opened(pub(crate) jws::Opened);

#[wasm_bindgen]
impl Opened {
    pub fn algorithm(&self) -> String {
        self.0.algorithm().to_string()
    }

    pub fn signature(&self) -> Vec<u8> {
        self.0.signature().to_vec()
    }

    /// The keys to try, by their indices.
    pub fn candidates(&self) -> Vec<usize> {
        self.0.candidates().to_vec()
    }
}

/// The first half of a check.
pub(crate) fn open(signatures: &jws::Verifier, token: &str) -> JsValue {
    outcome(|| signatures.open(token).map(Opened))
}
