//! Signatures over any bytes.

use jotmint::jws::{self, JwsSignOptions, JwsVerifyOptions};
use napi::bindgen_prelude::{AsyncTask, ClassInstance, Uint8Array};
use napi_derive::napi;

use crate::key::Key;
use crate::outcome::{Outcome, outcome};
use crate::verify::{core_keys, index};
use crate::work::Work;

/// `VerifiedBytes` of binding.ts: header, payload, and which of the keys signed.
type VerifiedBytes = (String, Uint8Array, u32);

#[napi(catch_unwind)]
pub fn jws_sign(payload: &[u8], key: &Key, options: String) -> Outcome<String> {
    outcome(|| jws::sign(payload, &key.0, &JwsSignOptions::from_json(&options)?))
}

#[napi(catch_unwind)]
pub fn jws_sign_async(
    payload: &[u8],
    key: &Key,
    options: String,
) -> AsyncTask<Work<Outcome<String>>> {
    // A copy, because JavaScript may change the bytes meanwhile.
    let (payload, key) = (payload.to_vec(), key.0.clone());
    Work::promise(move || {
        outcome(|| jws::sign(&payload, &key, &JwsSignOptions::from_json(&options)?))
    })
}

#[napi(catch_unwind)]
pub fn jws_verify(
    token: String,
    keys: Vec<ClassInstance<Key>>,
    options: String,
) -> Outcome<VerifiedBytes> {
    verify(&token, &core_keys(&keys), &options)
}

#[napi(catch_unwind)]
pub fn jws_verify_async(
    token: String,
    keys: Vec<ClassInstance<Key>>,
    options: String,
) -> AsyncTask<Work<Outcome<VerifiedBytes>>> {
    let keys = core_keys(&keys);
    Work::promise(move || verify(&token, &keys, &options))
}

fn verify(token: &str, keys: &[jotmint::Key], options: &str) -> Outcome<VerifiedBytes> {
    outcome(|| {
        let checked = jws::verify(token, keys, &JwsVerifyOptions::from_json(options)?)?;
        let header = checked.header.text().to_owned();
        Ok((header, Uint8Array::new(checked.payload), index(checked.key)))
    })
}
