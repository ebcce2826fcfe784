//! The core through its public API alone, one subject a file. The data is in `../vectors` and
//! `../keys`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it meets what it does not expect"
)]

mod bad_keys;
mod bad_tokens;
mod claims;
mod diagnosis;
mod encrypted_keys;
mod errors;
mod gate;
mod gate_again;
mod infura;
mod key_choice;
mod keys;
mod keys_elsewhere;
mod known_headers;
mod layers;
mod mended_keys;
mod minting;
mod neuron;
mod neuron_verifier;
mod openssl_keys;
mod pinned;
mod properties;
mod refusals;
mod rfc;
mod tokens;
mod unfit_keys;
mod vectors;
mod verdicts;
mod wycheproof;
