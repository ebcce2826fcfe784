//! Looking without checking.

use std::sync::Arc;

use jotmint::jwt;
use napi::bindgen_prelude::{ClassInstance, Uint8Array};
use napi::{Either, Env, Result};
use napi_derive::napi;

use crate::handle::with_call;
use crate::outcome::{Outcome, outcome};
use crate::text::Text;

/// `DecoderHandle` of binding.ts.
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
pub fn create_decoder(env: &Env) -> Result<Outcome<ClassInstance<'_, Decoder>>> {
    with_call(env, Either::A(Decoder(Arc::default())), "decode", |made| {
        let decoder = Arc::clone(&made.0);
        // One text crosses faster than its parts.
        move |call| {
            let (token,): (Text,) = call.args()?;
            Ok(outcome(|| Ok(decoder.decode(&token.0)?.to_json())))
        }
    })
}

#[napi(catch_unwind)]
pub fn decode_signature(token: Text) -> Outcome<Uint8Array> {
    outcome(|| Ok(Uint8Array::new(jwt::decode(&token.0)?.signature)))
}
