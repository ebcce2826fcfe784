//! Signatures over any bytes.

use jotmint::jws::{self, JwsSignOptions, JwsVerifyOptions};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::key::{Key, Keys};
use crate::opened::{Opened, open};
use crate::outcome::outcome;

#[wasm_bindgen(js_name = jwsSign)]
pub fn jws_sign(payload: &[u8], key: &Key, options: &str) -> JsValue {
    outcome(|| jws::sign(payload, &key.0, &JwsSignOptions::from_json(options)?))
}

/// Header and algorithm, for a signature by WebCrypto.
#[wasm_bindgen]
pub struct JwsTemplate(jws::Template);

#[wasm_bindgen]
impl JwsTemplate {
    pub fn algorithm(&self) -> String {
        self.0.algorithm().to_string()
    }

    pub fn input(&self, payload: &[u8]) -> String {
        self.0.input(payload)
    }

    pub fn attach(&self, input: &str, signature: &[u8]) -> JsValue {
        outcome(|| self.0.attach(input, signature))
    }
}

#[wasm_bindgen(js_name = createJwsTemplate)]
pub fn create_jws_template(key: &Key, options: &str) -> JsValue {
    outcome(|| jws::Template::new(&key.0, &JwsSignOptions::from_json(options)?).map(JwsTemplate))
}

#[wasm_bindgen]
pub struct JwsVerifier(jws::Verifier);

#[wasm_bindgen]
impl JwsVerifier {
    pub fn verify(&self, token: &str) -> JsValue {
        outcome(|| self.0.verify(token).map(bytes))
    }

    /// Everything before the signature: an `Opened`.
    pub fn open(&self, token: &str) -> JsValue {
        open(&self.0, token)
    }

    /// Whether a key that is here made the signature.
    #[wasm_bindgen(js_name = isSignedBy)]
    pub fn is_signed_by(&self, opened: &Opened, token: &str, key: usize) -> bool {
        self.0.is_signed_by(&opened.0, token, key)
    }

    /// Everything after the signature, which one of the keys has made, or none.
    pub fn accept(&self, opened: Opened, key: Option<usize>) -> JsValue {
        outcome(|| opened.0.signed_by(key).map(bytes))
    }
}

#[wasm_bindgen(js_name = createJwsVerifier)]
pub fn create_jws_verifier(keys: Keys, options: &str) -> JsValue {
    outcome(|| jws::Verifier::new(&keys.0, &JwsVerifyOptions::from_json(options)?).map(JwsVerifier))
}

/// `VerifiedBytes` of binding.ts.
fn bytes(checked: jws::Checked) -> Array {
    let index = u32::try_from(checked.key).unwrap_or(u32::MAX);
    let payload = Uint8Array::from(checked.payload.as_slice());
    Array::of3(&checked.header.text().into(), &payload, &index.into())
}
