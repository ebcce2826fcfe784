//! How a refusal crosses: as data, never thrown.

use jotmint::Error;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// Calls the core. What comes out is an `Outcome` of binding.ts: a value, or a `Failure`.
pub(crate) fn outcome<T: Into<JsValue>>(call: impl FnOnce() -> Result<T, Error>) -> JsValue {
    match call() {
        Ok(value) => value.into(),
        Err(error) => failure(&error),
    }
}

/// `Failure` of binding.ts.
fn failure(error: &Error) -> JsValue {
    let failure = Object::new();
    let set = |name: &str, value: JsValue| {
        // Only a frozen object or a proxy refuses, and this is a new one.
        let _ = Reflect::set(&failure, &name.into(), &value);
    };
    set("failure", true.into());
    set("code", error.code().as_str().into());
    set("message", error.to_string().into());
    for (name, value) in
        [("claim", error.claim()), ("reason", error.reason()), ("hint", error.hint())]
    {
        if let Some(value) = value {
            set(name, value.into());
        }
    }
    failure.into()
}
