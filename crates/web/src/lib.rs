//! jotmint in WebAssembly: the synchronous half of the `Binding` that `npm/api/src/binding.ts`
//! describes; `npm/web/src` adds the asynchronous one, with the signatures made and checked by
//! WebCrypto between two calls to here.
//!
//! Arguments are converted, the core is called, results are converted. Nothing is decided here.

#![expect(unreachable_pub, reason = "what is `pub` here is for JavaScript")]

mod decode;
mod diagnose;
mod gate;
mod jws;
mod key;
mod neuron;
mod opened;
mod outcome;
mod sign;
mod verify;

use wasm_bindgen::prelude::wasm_bindgen;

// So that no one drops the dependency, whose feature is what it is there for.
use getrandom as _;

/// Which release this is: its JavaScript refuses to work with another's.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
