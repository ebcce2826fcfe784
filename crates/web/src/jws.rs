//! Signatures over any bytes.

use jotmint::jws::{self, JwsSignOptions, JwsVerifyOptions};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::key::{Key, Keys};
use crate::outcome::outcome;

#[wasm_bindgen(js_name = jwsSign)]
pub fn jws_sign(payload: &[u8], key: &Key, options: &str) -> JsValue {
    outcome(|| jws::sign(payload, &key.0, &JwsSignOptions::from_json(options)?))
}

/// `VerifiedBytes` of binding.ts: header, payload, and which of the keys signed.
#[wasm_bindgen(js_name = jwsVerify)]
pub fn jws_verify(token: &str, keys: Keys, options: &str) -> JsValue {
    outcome(|| {
        let checked = jws::verify(token, &keys.0, &JwsVerifyOptions::from_json(options)?)?;
        let index = u32::try_from(checked.key).unwrap_or(u32::MAX);
        let payload = Uint8Array::from(checked.payload.as_slice());
        Ok(Array::of3(&checked.header.into(), &payload, &index.into()))
    })
}
