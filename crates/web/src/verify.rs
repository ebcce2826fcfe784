//! Checking.

use jotmint::jwt::{Validity, VerifyOptions};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::key::Keys;
use crate::opened::{Opened, open};
use crate::outcome::outcome;

/// `VerifierHandle` of binding.ts, without its asynchronous half.
#[wasm_bindgen]
pub struct Verifier(jotmint::jwt::Verifier);

#[wasm_bindgen]
impl Verifier {
    pub fn verify(&self, token: &str, now: f64) -> JsValue {
        outcome(|| Ok(self.0.verify(token, now)?.into_json()))
    }

    /// Everything before the signature: an `Opened`.
    pub fn open(&self, token: &str) -> JsValue {
        open(self.0.signatures(), token)
    }

    /// Whether a key that is here made the signature.
    #[wasm_bindgen(js_name = isSignedBy)]
    pub fn is_signed_by(&self, opened: &Opened, token: &str, key: usize) -> bool {
        self.0.signatures().is_signed_by(&opened.0, token, key)
    }

    /// Everything after the signature, which one of the keys has made, or none.
    pub fn accept(&self, opened: Opened, key: Option<usize>, now: f64) -> JsValue {
        outcome(|| Ok(self.0.accept(opened.0.signed_by(key)?, now)?.into_json()))
    }

    pub fn validity(&self, exp: Option<f64>, nbf: Option<f64>, iat: Option<f64>) -> Vec<f64> {
        let Validity { from, until } = self.0.validity(exp, nbf, iat);
        vec![from, until]
    }

    #[wasm_bindgen(js_name = knownHeader)]
    pub fn known_header(&self, number: usize) -> Option<String> {
        self.0.signatures().known_header(number).map(str::to_owned)
    }
}

#[wasm_bindgen(js_name = createVerifier)]
pub fn create_verifier(keys: Keys, options: &str) -> JsValue {
    outcome(|| {
        let options = VerifyOptions::from_json(options)?;
        jotmint::jwt::Verifier::new(&keys.0, &options).map(Verifier)
    })
}
