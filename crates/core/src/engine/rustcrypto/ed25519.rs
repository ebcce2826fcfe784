use ed25519_dalek::{Signature, Verifier, VerifyingKey};
#[cfg(feature = "rustcrypto")]
use ed25519_dalek::{Signer, SigningKey};
#[cfg(feature = "rustcrypto")]
use subtle::ConstantTimeEq;

#[cfg(feature = "rustcrypto")]
use crate::engine::Failed;
use crate::engine::Rejected;

/// Wiped on drop.
#[cfg(feature = "rustcrypto")]
pub(in crate::engine) struct Ed25519PrivateKey(SigningKey);

#[cfg(feature = "rustcrypto")]
impl Ed25519PrivateKey {
    pub(in crate::engine) fn new(seed: &[u8; 32], public: &[u8]) -> Result<Self, Rejected> {
        let key = SigningKey::from_bytes(seed);
        if key.verifying_key().as_bytes().as_slice().ct_eq(public).into() {
            Ok(Self(key))
        } else {
            Err(Rejected)
        }
    }

    pub(in crate::engine) fn public(seed: &[u8; 32]) -> Result<[u8; 32], Rejected> {
        Ok(SigningKey::from_bytes(seed).verifying_key().to_bytes())
    }

    pub(in crate::engine) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Failed> {
        let signature = self.0.try_sign(input).map_err(|_| Failed)?;
        out.extend_from_slice(&signature.to_bytes());
        Ok(())
    }
}

pub(in crate::engine) struct Ed25519PublicKey(VerifyingKey);

impl Ed25519PublicKey {
    pub(in crate::engine) fn new(public: [u8; 32]) -> Result<Self, Rejected> {
        VerifyingKey::from_bytes(&public).map(Self).map_err(|_| Rejected)
    }

    /// Not `verify_strict`: that refuses an R of small order too, which ring and AWS-LC take. With
    /// the key's order large, such a signature still holds for one message only.
    pub(in crate::engine) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .and_then(|signature| self.0.verify(input, &signature))
            .is_ok()
    }
}
