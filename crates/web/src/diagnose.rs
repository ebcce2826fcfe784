//! Everything there is to say about a token.

use jotmint::DiagnoseOptions;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::key::Keys;
use crate::outcome::outcome;

/// `FindingsText` of binding.ts.
#[wasm_bindgen]
pub fn diagnose(token: &str, keys: Keys, options: &str, now: f64) -> JsValue {
    outcome(|| {
        let options = DiagnoseOptions::from_json(options)?;
        let findings = jotmint::diagnose(token, &keys.0, &options, now)?;
        Ok(jotmint::findings_to_json(&findings))
    })
}
