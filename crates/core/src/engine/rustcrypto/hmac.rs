use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};
use zeroize::zeroize_stack;

use crate::engine::{Digest, Hash, opaque_debug};

/// The states after the padded key; wiped on drop.
pub(crate) struct HmacKey(Box<State>);

enum State {
    Sha256(Hmac<Sha256>),
    Sha384(Hmac<Sha384>),
    Sha512(Hmac<Sha512>),
}

impl HmacKey {
    pub(crate) fn new(hash: Hash, secret: &[u8]) -> Self {
        let state = expanded(hash, secret);
        // The library leaves the padded secret on the stack, and moving leaves the states.
        zeroize_stack::<8192>();
        Self(state)
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Digest {
        match &*self.0 {
            State::Sha256(state) => tag(state, input),
            State::Sha384(state) => tag(state, input),
            State::Sha512(state) => tag(state, input),
        }
    }

    pub(crate) fn verify(&self, input: &[u8], tag: &[u8]) -> bool {
        match &*self.0 {
            State::Sha256(state) => is_tag(state, input, tag),
            State::Sha384(state) => is_tag(state, input, tag),
            State::Sha512(state) => is_tag(state, input, tag),
        }
    }
}

/// Never a part of what calls it, so that the stack it used is below that.
#[inline(never)]
fn expanded(hash: Hash, secret: &[u8]) -> Box<State> {
    Box::new(match hash {
        Hash::Sha256 => State::Sha256(keyed(secret)),
        Hash::Sha384 => State::Sha384(keyed(secret)),
        Hash::Sha512 => State::Sha512(keyed(secret)),
    })
}

fn keyed<M: KeyInit>(secret: &[u8]) -> M {
    #[expect(clippy::expect_used, reason = "HMAC hashes what is too long and pads the rest")]
    M::new_from_slice(secret).expect("a secret of any length")
}

fn tag<M: Mac + Clone>(state: &M, input: &[u8]) -> Digest {
    Digest::new(&state.clone().chain_update(input).finalize().into_bytes())
}

/// In time that does not depend on the tag.
fn is_tag<M: Mac + Clone>(state: &M, input: &[u8], tag: &[u8]) -> bool {
    state.clone().chain_update(input).verify_slice(tag).is_ok()
}

opaque_debug!(HmacKey);
