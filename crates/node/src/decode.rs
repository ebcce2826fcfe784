//! Looking without checking.

use std::sync::Arc;

use jotmint::jwt;
use napi::bindgen_prelude::{ClassInstance, Uint8Array};
use napi::{Env, Result};
use napi_derive::napi;

use crate::handle::with_call;
use crate::outcome::{Outcome, outcome};
use crate::text::Text;

/// `DecoderHandle` of binding.ts; `decode` is a function of each one's own.
#[napi]
pub struct Decoder(Arc<jwt::Decoder>);

#[napi]
impl Decoder {
    #[napi(catch_unwind)]
    pub fn known_header(&self, number: u32) -> Option<String> {
        let number = usize::try_from(number).ok()?;
        self.0.known_header(number).map(str::to_owned)
    }
}

#[napi(catch_unwind)]
pub fn create_decoder(env: &Env) -> Result<ClassInstance<'_, Decoder>> {
    let handle = Decoder(Arc::default());
    let decoder = Arc::clone(&handle.0);
    with_call(env, handle, "decode", move |token, _| {
        Ok(outcome(|| Ok(Text(decoder.decode(token)?.into_json()))))
    })
}

#[napi(catch_unwind)]
pub fn decode_signature(token: Text) -> Outcome<Uint8Array> {
    outcome(|| Ok(Uint8Array::new(jwt::decode(&token.0)?.signature)))
}
