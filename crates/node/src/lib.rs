//! jotmint for Node: the `Binding` that `npm/api/src/binding.ts` describes.
//!
//! Arguments are converted, the core is called, results are converted. Nothing is decided here.

#![expect(unreachable_pub, reason = "what is `pub` here is for JavaScript, and napi wants it so")]

mod crew;
mod decode;
mod diagnose;
mod gate;
mod handle;
mod jws;
mod key;
mod lock;
mod many;
mod neuron;
mod outcome;
mod pace;
mod sign;
mod text;
mod verify;
mod work;
