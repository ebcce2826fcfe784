//! Looking without checking.

use jotmint::jwt::{self, Decoded};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::outcome::{Outcome, outcome};

/// One text crosses faster than its parts.
#[napi(catch_unwind)]
pub fn decode(token: String) -> Outcome<String> {
    outcome(|| {
        let Decoded { header, payload, .. } = jwt::decode(&token)?;
        Ok(format!("[{header},{payload}]"))
    })
}

#[napi(catch_unwind)]
pub fn decode_signature(token: String) -> Outcome<Uint8Array> {
    outcome(|| Ok(Uint8Array::new(jwt::decode(&token)?.signature)))
}
