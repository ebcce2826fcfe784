//! Ed25519 (RFC 8032 section 5.1).

use zeroize::Zeroizing;

#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
use crate::engine::ring_like;
use crate::engine::route::{self, Route};
use crate::engine::{Failed, Rejected, opaque_debug, primary, random, rules, rustcrypto};

pub(crate) struct Ed25519PrivateKey(primary::Ed25519PrivateKey);

impl Ed25519PrivateKey {
    /// Both are 32 octets; `public` must be the seed's.
    pub(crate) fn new(seed: &[u8], public: &[u8]) -> Result<Self, Rejected> {
        primary::Ed25519PrivateKey::new(rules::ed25519_seed(seed)?, public).map(Self)
    }

    /// A new seed.
    pub(crate) fn generate() -> Result<Zeroizing<[u8; 32]>, Failed> {
        let mut seed = Zeroizing::new([0; 32]);
        random(seed.as_mut_slice())?;
        Ok(seed)
    }

    pub(crate) fn public(seed: &[u8]) -> Result<[u8; 32], Rejected> {
        primary::Ed25519PrivateKey::public(rules::ed25519_seed(seed)?)
    }

    /// Appends the 64 octets of the signature.
    pub(crate) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Failed> {
        self.0.sign(input, out)
    }
}

pub(crate) struct Ed25519PublicKey(Verifier);

enum Verifier {
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    Native(ring_like::Ed25519PublicKey),
    RustCrypto(rustcrypto::Ed25519PublicKey),
}

impl Ed25519PublicKey {
    /// Refuses what is not the canonical encoding of a point of large order; see `rules.rs`.
    pub(crate) fn new(public: &[u8]) -> Result<Self, Rejected> {
        let public = rules::ed25519_public(public)?;
        match route::ed25519_verifying() {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Route::Native => ring_like::Ed25519PublicKey::new(public).map(Verifier::Native),
            Route::RustCrypto => {
                rustcrypto::Ed25519PublicKey::new(public).map(Verifier::RustCrypto)
            }
        }
        .map(Self)
    }

    pub(crate) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
            Verifier::Native(key) => key.verify(input, signature),
            Verifier::RustCrypto(key) => key.verify(input, signature),
        }
    }
}

opaque_debug!(Ed25519PrivateKey, Ed25519PublicKey);
