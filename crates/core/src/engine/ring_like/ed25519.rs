#[cfg(feature = "aws-lc-rs")]
use super::backend::signature::ParsedPublicKey;
#[cfg(not(feature = "aws-lc-rs"))]
use super::backend::signature::UnparsedPublicKey;
use super::backend::signature::{ED25519, Ed25519KeyPair, KeyPair};
use crate::engine::{Failed, Rejected};

pub(in crate::engine) struct Ed25519PrivateKey(Ed25519KeyPair);

impl Ed25519PrivateKey {
    pub(in crate::engine) fn new(seed: &[u8; 32], public: &[u8]) -> Result<Self, Rejected> {
        Ed25519KeyPair::from_seed_and_public_key(seed, public).map(Self).map_err(|_| Rejected)
    }

    pub(in crate::engine) fn public(seed: &[u8; 32]) -> Result<[u8; 32], Rejected> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| Rejected)?;
        pair.public_key().as_ref().try_into().map_err(|_| Rejected)
    }

    pub(in crate::engine) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Failed> {
        #[cfg(feature = "aws-lc-rs")]
        let signature = self.0.try_sign(input).map_err(|_| Failed)?;
        #[cfg(not(feature = "aws-lc-rs"))]
        let signature = self.0.sign(input);
        out.extend_from_slice(signature.as_ref());
        Ok(())
    }
}

#[cfg(feature = "aws-lc-rs")]
pub(in crate::engine) struct Ed25519PublicKey(ParsedPublicKey);
/// ring has no parsed form.
#[cfg(not(feature = "aws-lc-rs"))]
pub(in crate::engine) struct Ed25519PublicKey(UnparsedPublicKey<[u8; 32]>);

impl Ed25519PublicKey {
    #[cfg(feature = "aws-lc-rs")]
    pub(in crate::engine) fn new(public: [u8; 32]) -> Result<Self, Rejected> {
        ParsedPublicKey::new(&ED25519, public).map(Self).map_err(|_| Rejected)
    }

    #[cfg(not(feature = "aws-lc-rs"))]
    pub(in crate::engine) fn new(public: [u8; 32]) -> Result<Self, Rejected> {
        Ok(Self(UnparsedPublicKey::new(&ED25519, public)))
    }

    pub(in crate::engine) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        #[cfg(feature = "aws-lc-rs")]
        let verified = self.0.verify_sig(input, signature);
        #[cfg(not(feature = "aws-lc-rs"))]
        let verified = self.0.verify(input, signature);
        verified.is_ok()
    }
}
