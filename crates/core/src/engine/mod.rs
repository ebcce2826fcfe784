//! The crypto seam: every primitive the rest of the crate uses, in the same few types on every
//! engine.
//!
//! | feature | signs and verifies with | takes from RustCrypto |
//! |---|---|---|
//! | `aws-lc-rs` | AWS-LC | RSA below 2048 bits; by processor, HMAC and checking Ed25519 |
//! | `ring` | ring | that, P-521, secp256k1, RSA keys ring does not sign with, new RSA and EC keys |
//! | `rustcrypto` | RustCrypto | everything |
//!
//! With several features on, the first in this table serves. `rsa.rs`, `ec.rs`, `ed25519.rs` and
//! `hmac.rs` are the front: what a key must be to be taken is in `rules.rs`, which engine it goes
//! to in `route.rs`, so that no verdict depends on the engine. `ring_like/` and `rustcrypto/` only
//! do the arithmetic.

#[cfg(not(any(feature = "aws-lc-rs", feature = "ring", feature = "rustcrypto")))]
compile_error!("choose an engine: feature `ring` (the default), `aws-lc-rs` or `rustcrypto`");

mod ec;
mod ed25519;
mod hmac;
mod pkcs1;
#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
mod ring_like;
mod route;
mod rsa;
mod rules;
#[cfg_attr(
    any(
        all(feature = "aws-lc-rs", any(feature = "ring", feature = "rustcrypto")),
        all(feature = "ring", feature = "rustcrypto")
    ),
    allow(
        dead_code,
        unused_imports,
        reason = "a second engine in one build is there for the tests to compare"
    )
)]
mod rustcrypto;
#[cfg(test)]
mod tests;

use core::fmt;
use core::ops::Deref;

pub(crate) use self::ec::{EcPrivateKey, EcPublicKey};
pub(crate) use self::ed25519::{Ed25519PrivateKey, Ed25519PublicKey};
pub(crate) use self::hmac::HmacKey;
pub(crate) use self::pkcs1::RsaMembers;
pub(crate) use self::primary::{digest, random};
#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
use self::ring_like as primary;
pub(crate) use self::rsa::{RsaPrivateKey, RsaPublicKey};
#[cfg(not(any(feature = "aws-lc-rs", feature = "ring")))]
use self::rustcrypto as primary;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// Octets in the output.
    pub(crate) const fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// A curve for ECDSA, with the one hash JOSE pairs it with (RFC 7518 section 3.4, RFC 8812).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
    P521,
    Secp256k1,
}

impl Curve {
    /// Octets in a coordinate, in a private scalar, and in each half of a signature.
    pub(crate) const fn coordinate_len(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Padding {
    Pkcs1,
    /// MGF1 with the hash of the message; the salt is as long as the hash (RFC 7518 section 3.5).
    Pss,
}

/// The key was not taken: off the curve, members that do not fit together, a size out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rejected;

/// There was no randomness, or the engine could not do the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failed;

/// A hash or an HMAC tag.
#[derive(Clone, Copy)]
pub(crate) struct Digest {
    octets: [u8; 64],
    len: usize,
}

impl Digest {
    fn new(octets: &[u8]) -> Self {
        let mut digest = Self { octets: [0; 64], len: octets.len().min(64) };
        for (to, from) in digest.octets.iter_mut().zip(octets) {
            *to = *from;
        }
        digest
    }
}

impl Deref for Digest {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.octets.get(..self.len).unwrap_or_default()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A tag is a secret until it is sent.
        f.debug_struct("Digest").finish_non_exhaustive()
    }
}

/// `Debug` that names the type and shows nothing of the key.
macro_rules! opaque_debug {
    ($($key:ty),+) => {$(
        impl core::fmt::Debug for $key {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($key)).finish_non_exhaustive()
            }
        }
    )+};
}
use opaque_debug;
