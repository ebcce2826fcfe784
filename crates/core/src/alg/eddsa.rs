//! EdDSA with Ed25519, under both its names (RFC 8037, RFC 8032, RFC 9864).

use zeroize::Zeroizing;

use crate::engine::{Ed25519PrivateKey, Ed25519PublicKey};
use crate::error::{Error, KeyError};

pub(crate) const SIGNATURE_LEN: usize = 64;

/// An Ed25519 key: the public half always, the seed where it came.
pub(crate) struct OkpKey {
    point: Vec<u8>,
    public: Ed25519PublicKey,
    private: Option<Private>,
}

struct Private {
    seed: Zeroizing<Vec<u8>>,
    engine: Ed25519PrivateKey,
}

impl OkpKey {
    pub(crate) fn public(point: &[u8]) -> Result<Self, Error> {
        let public = Ed25519PublicKey::new(point).map_err(|_| KeyError::Invalid {
            problem: "its Ed25519 public key is no safe point",
        })?;
        Ok(Self { point: point.to_vec(), public, private: None })
    }

    /// From the seed and, where it came with one, the public key.
    pub(crate) fn private(seed: &[u8], point: Option<&[u8]>) -> Result<Self, Error> {
        let derived = Ed25519PrivateKey::public(seed).map_err(|_| KeyError::Invalid {
            problem: "its Ed25519 private key is not 32 bytes",
        })?;
        let key = Self::public(point.unwrap_or(&derived))?;
        let engine = Ed25519PrivateKey::new(seed, &key.point).map_err(|_| KeyError::Invalid {
            problem: "its Ed25519 private and public key do not belong together",
        })?;
        Ok(Self { private: Some(Private { seed: Zeroizing::new(seed.to_vec()), engine }), ..key })
    }

    pub(crate) fn generate() -> Result<Self, Error> {
        let seed = Ed25519PrivateKey::generate().map_err(|_| KeyError::Random)?;
        Self::private(&*seed, None)
    }

    pub(crate) fn to_public(&self) -> Result<Self, Error> {
        Self::public(&self.point)
    }

    pub(crate) fn point(&self) -> &[u8] {
        &self.point
    }

    pub(crate) fn seed(&self) -> Option<&[u8]> {
        self.private.as_ref().map(|private| private.seed.as_slice())
    }

    pub(crate) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        match &self.private {
            Some(private) => private.engine.sign(input, out).map_err(|_| KeyError::Random.into()),
            None => Err(KeyError::NEEDS_PRIVATE.into()),
        }
    }

    pub(crate) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        signature.len() == SIGNATURE_LEN && self.public.verify(input, signature)
    }
}
