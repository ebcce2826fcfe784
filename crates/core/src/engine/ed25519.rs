//! Ed25519 (RFC 8032 section 5.1).

use zeroize::Zeroizing;

use crate::engine::{Failed, Rejected, opaque_debug, primary, random, rules};

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

pub(crate) struct Ed25519PublicKey(primary::Ed25519PublicKey);

impl Ed25519PublicKey {
    /// Refuses what is not the canonical encoding of a point of large order; see `rules.rs`.
    pub(crate) fn new(public: &[u8]) -> Result<Self, Rejected> {
        primary::Ed25519PublicKey::new(rules::ed25519_public(public)?).map(Self)
    }

    pub(crate) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        self.0.verify(input, signature)
    }
}

opaque_debug!(Ed25519PrivateKey, Ed25519PublicKey);
