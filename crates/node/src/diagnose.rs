//! Everything there is to say about a token.

use jotmint::DiagnoseOptions;
use napi::bindgen_prelude::ClassInstance;
use napi_derive::napi;

use crate::key::Key;
use crate::outcome::{Outcome, outcome};
use crate::verify::core_keys;

/// `FindingsText` of binding.ts.
#[napi(catch_unwind)]
pub fn diagnose(
    token: String,
    keys: Vec<ClassInstance<Key>>,
    options: String,
    now: f64,
) -> Outcome<String> {
    outcome(|| {
        let options = DiagnoseOptions::from_json(&options)?;
        let findings = jotmint::diagnose(&token, &core_keys(&keys), &options, now)?;
        Ok(jotmint::findings_to_json(&findings))
    })
}
