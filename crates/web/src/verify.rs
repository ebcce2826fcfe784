//! Checking.

use jotmint::jwt::VerifyOptions;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::key::Keys;
use crate::outcome::outcome;

/// `VerifierHandle` of binding.ts.
#[wasm_bindgen]
pub struct Verifier(jotmint::jwt::Verifier);

#[wasm_bindgen]
impl Verifier {
    pub fn verify(&self, token: &str, now: f64) -> JsValue {
        outcome(|| {
            let jotmint::jwt::Verified { header, payload, key } = self.0.verify(token, now)?;
            Ok(format!("[{header},{payload},{key}]"))
        })
    }
}

#[wasm_bindgen(js_name = createVerifier)]
pub fn create_verifier(keys: Keys, options: &str) -> JsValue {
    outcome(|| {
        let options = VerifyOptions::from_json(options)?;
        jotmint::jwt::Verifier::new(&keys.0, &options).map(Verifier)
    })
}
