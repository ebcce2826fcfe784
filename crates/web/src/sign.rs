//! Minting.

use jotmint::{Algorithm, Rules};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::key::Key;
use crate::outcome::outcome;

/// `SignerHandle` of binding.ts, without its asynchronous half.
#[wasm_bindgen]
pub struct Signer(jotmint::jwt::Signer);

#[wasm_bindgen]
impl Signer {
    pub fn sign(&self, payload: &str, now: f64) -> JsValue {
        outcome(|| self.0.sign(payload, now))
    }

    /// For a signature by WebCrypto.
    pub fn template(&self) -> Template {
        Template(self.0.template().clone())
    }

    pub fn warnings(&self) -> Vec<String> {
        self.0.warnings().to_vec()
    }
}

#[wasm_bindgen(js_name = createSigner)]
pub fn create_signer(rules: &str, key: &Key, options: &str) -> JsValue {
    outcome(|| rules.parse::<Rules>()?.signer(&key.0, options).map(Signer))
}

/// `TemplateHandle` of binding.ts.
#[wasm_bindgen]
pub struct Template(jotmint::jwt::Template);

#[wasm_bindgen]
impl Template {
    pub fn algorithm(&self) -> String {
        self.0.algorithm().to_string()
    }

    pub fn input(&self, payload: &str, now: f64) -> JsValue {
        outcome(|| self.0.input(payload, now))
    }

    pub fn attach(&self, input: &str, signature: &[u8]) -> JsValue {
        outcome(|| self.0.attach(input, signature))
    }

    pub fn warnings(&self) -> Vec<String> {
        self.0.warnings().to_vec()
    }
}

#[wasm_bindgen(js_name = createTemplate)]
pub fn create_template(rules: &str, algorithm: &str, options: &str) -> JsValue {
    outcome(|| {
        let algorithm: Algorithm = algorithm.parse()?;
        rules.parse::<Rules>()?.template(algorithm, options).map(Template)
    })
}
