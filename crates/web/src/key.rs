//! Keys: importing, describing, exporting, making.

use jotmint::{Algorithm, GenerateOptions, ImportOptions, KeyElsewhere, KeyFormat, KeySet};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::outcome::outcome;

/// `KeyHandle` of binding.ts.
#[wasm_bindgen]
pub struct Key(pub(crate) jotmint::Key);

#[wasm_bindgen]
impl Key {
    pub fn describe(&self) -> String {
        self.0.describe()
    }

    #[wasm_bindgen(js_name = publicKey)]
    pub fn public_key(&self) -> JsValue {
        outcome(|| self.0.public_key().map(Key))
    }

    #[wasm_bindgen(js_name = isForPlatforms)]
    pub fn is_for_platforms(&self) -> bool {
        self.0.is_for_platforms()
    }

    pub fn fingerprint(&self) -> JsValue {
        outcome(|| self.0.fingerprint())
    }

    pub fn thumbprint(&self) -> JsValue {
        outcome(|| self.0.thumbprint())
    }

    #[wasm_bindgen(js_name = toPem)]
    pub fn to_pem(&self, format: Option<String>) -> JsValue {
        outcome(|| self.0.to_pem(format_named(format)?))
    }

    #[wasm_bindgen(js_name = toDer)]
    pub fn to_der(&self, format: Option<String>) -> JsValue {
        outcome(|| Ok(Uint8Array::from(self.0.to_der(format_named(format)?)?.as_slice())))
    }

    #[wasm_bindgen(js_name = toJwk)]
    pub fn to_jwk(&self) -> JsValue {
        outcome(|| self.0.to_jwk())
    }
}

/// A list of keys on its way in: a handle in an array would be used up by the call.
#[wasm_bindgen]
#[derive(Default)]
pub struct Keys(pub(crate) Vec<jotmint::Key>);

#[wasm_bindgen]
impl Keys {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, key: &Key) {
        self.0.push(key.0.clone());
    }
}

fn format_named(name: Option<String>) -> Result<Option<KeyFormat>, jotmint::Error> {
    name.map(|name| name.parse()).transpose()
}

#[wasm_bindgen(js_name = importText)]
pub fn import_text(text: String, options: String) -> JsValue {
    let (text, options) = (Zeroizing::new(text), Zeroizing::new(options));
    outcome(|| jotmint::Key::from_text(&text, &ImportOptions::from_json(&options)?).map(Key))
}

#[wasm_bindgen(js_name = importBytes)]
pub fn import_bytes(bytes: Vec<u8>, options: String) -> JsValue {
    let (bytes, options) = (Zeroizing::new(bytes), Zeroizing::new(options));
    outcome(|| jotmint::Key::from_bytes(&bytes, &ImportOptions::from_json(&options)?).map(Key))
}

#[wasm_bindgen(js_name = importSecret)]
pub fn import_secret(bytes: Vec<u8>, options: &str) -> JsValue {
    let bytes = Zeroizing::new(bytes);
    outcome(|| jotmint::Key::from_secret(&bytes, &ImportOptions::from_json(options)?).map(Key))
}

/// A `CryptoKey`, by what the platform says of it.
#[wasm_bindgen(js_name = importElsewhere)]
pub fn import_elsewhere(
    algorithm: &str,
    kind: &str,
    length: usize,
    operations: Vec<String>,
    options: &str,
) -> JsValue {
    outcome(|| {
        let (algorithm, kind) = (algorithm.parse()?, kind.parse()?);
        let known = KeyElsewhere { algorithm, kind, length, operations };
        jotmint::Key::elsewhere(known, &ImportOptions::from_json(options)?).map(Key)
    })
}

#[wasm_bindgen(js_name = importKeySet)]
pub fn import_key_set(text: String) -> JsValue {
    let text = Zeroizing::new(text);
    outcome(|| {
        let set = KeySet::from_jwks(&text)?;
        Ok(set.keys().iter().cloned().map(|key| JsValue::from(Key(key))).collect::<Array>())
    })
}

#[wasm_bindgen(js_name = generateKey)]
pub fn generate_key(algorithm: &str, options: &str) -> JsValue {
    outcome(|| {
        let algorithm: Algorithm = algorithm.parse()?;
        jotmint::Key::generate(algorithm, &GenerateOptions::from_json(options)?).map(Key)
    })
}

/// What WebCrypto is to make: the modulus length in bits, 0 for a key without.
#[wasm_bindgen(js_name = modulusToMake)]
pub fn modulus_to_make(algorithm: &str, options: &str) -> JsValue {
    outcome(|| {
        let modulus = GenerateOptions::from_json(options)?.modulus_for(algorithm.parse()?)?;
        Ok(JsValue::from(modulus.unwrap_or_default()))
    })
}

#[wasm_bindgen(js_name = generateSecret)]
pub fn generate_secret(algorithm: &str) -> JsValue {
    outcome(|| jotmint::Key::generate_secret(algorithm.parse()?).map(Key))
}

#[wasm_bindgen]
pub fn digest(text: String) -> String {
    jotmint::digest(Zeroizing::new(text).as_bytes())
}

#[wasm_bindgen(js_name = digestBytes)]
pub fn digest_bytes(bytes: Vec<u8>) -> String {
    jotmint::digest(&Zeroizing::new(bytes))
}
