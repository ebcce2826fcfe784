//! Looking without checking.

use jotmint::jwt;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::outcome::outcome;

#[wasm_bindgen]
pub fn decode(token: &str) -> JsValue {
    outcome(|| {
        let jwt::Decoded { header, payload, .. } = jwt::decode(token)?;
        Ok(format!("[{header},{payload}]"))
    })
}

#[wasm_bindgen(js_name = decodeSignature)]
pub fn decode_signature(token: &str) -> JsValue {
    outcome(|| Ok(Uint8Array::from(jwt::decode(token)?.signature.as_slice())))
}
