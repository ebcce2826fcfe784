//! Keys that a platform keeps and does not give out: WebCrypto, a hardware module.

use core::mem;

use crate::alg::material::KeyType;
use crate::alg::{Algorithm, Scheme, hmac, rsa};
use crate::engine::Curve;
use crate::error::{Error, KeyError};

/// What is known of such a key.
pub(crate) struct Elsewhere {
    /// The one it is for.
    algorithm: Algorithm,
    private: bool,
    bits: usize,
}

impl Elsewhere {
    /// `length` is that of an RSA modulus or a secret in bits; the other types' follows from the
    /// algorithm.
    pub(crate) fn new(
        algorithm: Algorithm,
        private: bool,
        length: usize,
        weak: bool,
    ) -> Result<Self, Error> {
        let bits = match algorithm.scheme() {
            Scheme::Rsa(..) => rsa::check_size(length, weak).map(|()| length)?,
            Scheme::Hmac(_) if weak => length,
            Scheme::Hmac(hash) => hmac::check_size(length, hash).map(|()| length)?,
            Scheme::Ecdsa(curve) => curve.bits(),
            Scheme::Ed25519 => 256,
        };
        Ok(Self { algorithm, private, bits })
    }

    pub(crate) fn key_type(&self) -> KeyType {
        match self.algorithm.scheme() {
            Scheme::Hmac(_) => KeyType::Oct,
            Scheme::Rsa(..) => KeyType::Rsa,
            Scheme::Ecdsa(_) => KeyType::Ec,
            Scheme::Ed25519 => KeyType::Okp,
        }
    }

    pub(crate) fn curve(&self) -> Option<Curve> {
        match self.algorithm.scheme() {
            Scheme::Ecdsa(curve) => Some(curve),
            _ => None,
        }
    }

    pub(crate) fn bits(&self) -> usize {
        self.bits
    }

    pub(crate) fn is_private(&self) -> bool {
        self.private
    }

    /// By type and curve; that it is for one algorithm alone counts as with any other key.
    pub(crate) fn suits(&self, algorithm: Algorithm) -> bool {
        match (self.algorithm.scheme(), algorithm.scheme()) {
            (Scheme::Ecdsa(own), Scheme::Ecdsa(other)) => own == other,
            (own, other) => mem::discriminant(&own) == mem::discriminant(&other),
        }
    }
}

impl KeyError {
    /// For what nobody but the platform can do with the key.
    pub(crate) fn elsewhere<T>() -> Result<T, Error> {
        Err(Self::Elsewhere.into())
    }
}
