//! Keys: importing, describing, exporting, making.

use jotmint::{Algorithm, GenerateOptions, ImportOptions, KeyFormat, KeySet};
use napi::bindgen_prelude::{AsyncTask, Uint8Array};
use napi_derive::napi;
use zeroize::Zeroizing;

use crate::outcome::{Outcome, outcome};
use crate::work::Work;

/// `KeyHandle` of binding.ts.
#[napi]
pub struct Key(pub(crate) jotmint::Key);

#[napi]
impl Key {
    #[napi(catch_unwind)]
    pub fn describe(&self) -> String {
        self.0.describe()
    }

    #[napi(catch_unwind)]
    pub fn public_key(&self) -> Outcome<Key> {
        outcome(|| self.0.public_key().map(Key))
    }

    #[napi(catch_unwind)]
    pub fn fingerprint(&self) -> Outcome<String> {
        outcome(|| self.0.fingerprint())
    }

    #[napi(catch_unwind)]
    pub fn thumbprint(&self) -> Outcome<String> {
        outcome(|| self.0.thumbprint())
    }

    #[napi(catch_unwind)]
    pub fn to_pem(&self, format: Option<String>) -> Outcome<String> {
        outcome(|| self.0.to_pem(format_named(format)?))
    }

    #[napi(catch_unwind)]
    pub fn to_der(&self, format: Option<String>) -> Outcome<Uint8Array> {
        outcome(|| Ok(Uint8Array::new(self.0.to_der(format_named(format)?)?.to_vec())))
    }

    #[napi(catch_unwind)]
    pub fn to_jwk(&self) -> Outcome<String> {
        outcome(|| self.0.to_jwk())
    }
}

fn format_named(name: Option<String>) -> Result<Option<KeyFormat>, jotmint::Error> {
    name.map(|name| name.parse()).transpose()
}

#[napi(catch_unwind)]
pub fn import_text(text: String, options: String) -> Outcome<Key> {
    let (text, options) = (Zeroizing::new(text), Zeroizing::new(options));
    outcome(|| jotmint::Key::from_text(&text, &ImportOptions::from_json(&options)?).map(Key))
}

#[napi(catch_unwind)]
pub fn import_bytes(bytes: &[u8], options: String) -> Outcome<Key> {
    let options = Zeroizing::new(options);
    outcome(|| jotmint::Key::from_bytes(bytes, &ImportOptions::from_json(&options)?).map(Key))
}

#[napi(catch_unwind)]
pub fn import_secret(bytes: &[u8], options: String) -> Outcome<Key> {
    outcome(|| jotmint::Key::from_secret(bytes, &ImportOptions::from_json(&options)?).map(Key))
}

#[napi(catch_unwind)]
pub fn import_key_set(text: String) -> Outcome<Vec<Key>> {
    outcome(|| Ok(KeySet::from_jwks(&text)?.keys().iter().cloned().map(Key).collect()))
}

#[napi(catch_unwind)]
pub fn generate_key(algorithm: String, options: String) -> Outcome<Key> {
    outcome(|| generate(&algorithm, &options))
}

#[napi(catch_unwind)]
pub fn generate_key_async(algorithm: String, options: String) -> AsyncTask<Work<Outcome<Key>>> {
    Work::promise(move || outcome(|| generate(&algorithm, &options)))
}

fn generate(algorithm: &str, options: &str) -> Result<Key, jotmint::Error> {
    let algorithm: Algorithm = algorithm.parse()?;
    jotmint::Key::generate(algorithm, &GenerateOptions::from_json(options)?).map(Key)
}

#[napi(catch_unwind)]
pub fn generate_secret(algorithm: String) -> Outcome<Key> {
    outcome(|| jotmint::Key::generate_secret(algorithm.parse()?).map(Key))
}

#[napi(catch_unwind)]
pub fn digest(text: String) -> String {
    jotmint::digest(Zeroizing::new(text).as_bytes())
}

#[napi(catch_unwind)]
pub fn digest_bytes(bytes: &[u8]) -> String {
    jotmint::digest(bytes)
}
