//! Looking without checking.

use jotmint::jwt;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::outcome::{Outcome, outcome};
use crate::text::Text;

/// `DecoderHandle` of binding.ts.
#[napi]
pub struct Decoder(jwt::Decoder);

#[napi]
impl Decoder {
    /// One text crosses faster than its parts.
    #[napi(catch_unwind)]
    pub fn decode(&self, token: Text) -> Outcome<String> {
        outcome(|| Ok(self.0.decode(&token.0)?.to_json()))
    }

    #[napi(catch_unwind)]
    pub fn known_header(&self, number: u32) -> Option<String> {
        let number = usize::try_from(number).ok()?;
        self.0.known_header(number).map(str::to_owned)
    }
}

#[napi(catch_unwind)]
pub fn create_decoder() -> Decoder {
    Decoder(jwt::Decoder::default())
}

#[napi(catch_unwind)]
pub fn decode_signature(token: Text) -> Outcome<Uint8Array> {
    outcome(|| Ok(Uint8Array::new(jwt::decode(&token.0)?.signature)))
}
