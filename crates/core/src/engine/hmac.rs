//! HMAC with SHA-2 (RFC 2104).

#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
use crate::engine::ring_like;
use crate::engine::route::{self, Route};
use crate::engine::{Digest, Hash, opaque_debug, rustcrypto};

/// A secret of any length, expanded for one hash.
pub(crate) struct HmacKey(Expanded);

enum Expanded {
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    Native(ring_like::HmacKey),
    RustCrypto(rustcrypto::HmacKey),
}

impl HmacKey {
    pub(crate) fn new(hash: Hash, secret: &[u8]) -> Self {
        Self(match route::hmac(hash) {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Route::Native => Expanded::Native(ring_like::HmacKey::new(hash, secret)),
            Route::RustCrypto => Expanded::RustCrypto(rustcrypto::HmacKey::new(hash, secret)),
        })
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Digest {
        match &self.0 {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Expanded::Native(key) => key.sign(input),
            Expanded::RustCrypto(key) => key.sign(input),
        }
    }

    pub(crate) fn verify(&self, input: &[u8], tag: &[u8]) -> bool {
        match &self.0 {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Expanded::Native(key) => key.verify(input, tag),
            Expanded::RustCrypto(key) => key.verify(input, tag),
        }
    }
}

opaque_debug!(HmacKey);
