//! Looking without checking.

use jotmint::jwt;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::outcome::outcome;

/// `DecoderHandle` of binding.ts.
#[wasm_bindgen]
pub struct Decoder(jwt::Decoder);

#[wasm_bindgen]
impl Decoder {
    pub fn decode(&self, token: &str) -> JsValue {
        outcome(|| Ok(self.0.decode(token)?.into_json()))
    }

    #[wasm_bindgen(js_name = knownHeader)]
    pub fn known_header(&self, number: usize) -> Option<String> {
        self.0.known_header(number).map(str::to_owned)
    }
}

#[wasm_bindgen(js_name = createDecoder)]
pub fn create_decoder() -> Decoder {
    Decoder(jwt::Decoder::default())
}

#[wasm_bindgen(js_name = decodeSignature)]
pub fn decode_signature(token: &str) -> JsValue {
    outcome(|| Ok(Uint8Array::from(jwt::decode(token)?.signature.as_slice())))
}
