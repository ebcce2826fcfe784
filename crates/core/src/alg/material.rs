//! What a key is made of, whatever its family: the one place where family and key meet.

use crate::alg::ecdsa::EcKey;
use crate::alg::eddsa::OkpKey;
use crate::alg::hmac::Secret;
use crate::alg::rsa::RsaKey;
use crate::alg::{Algorithm, Scheme};
use crate::engine::Curve;
use crate::error::{Error, KeyError, Shown};

/// A key's numbers, ready for the engine.
pub(crate) enum Material {
    /// Boxed, as the others: they hold what an engine works out beforehand.
    Oct(Box<Secret>),
    Rsa(Box<RsaKey>),
    Ec(Box<EcKey>),
    Okp(Box<OkpKey>),
}

/// The key type, by the name RFC 7518 section 6.1 and RFC 8037 give it in `kty`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// A shared secret.
    Oct,
    /// RSA.
    Rsa,
    /// An elliptic curve of NIST's, or secp256k1.
    Ec,
    /// Ed25519.
    Okp,
}

impl KeyType {
    /// `oct`, `RSA`, `EC` or `OKP`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Oct => "oct",
            Self::Rsa => "RSA",
            Self::Ec => "EC",
            Self::Okp => "OKP",
        }
    }
}

impl Material {
    pub(crate) fn generate(
        algorithm: Algorithm,
        modulus_length: Option<usize>,
    ) -> Result<Self, Error> {
        match algorithm.scheme() {
            Scheme::Rsa(..) => RsaKey::generate(modulus_length.unwrap_or(2048)).map(Self::from),
            _ if modulus_length.is_some() => Err(crate::options::invalid(
                "modulusLength",
                "given",
                "left out, except for RSA keys",
            )),
            Scheme::Hmac(hash) => Secret::generate(hash).map(Self::from),
            Scheme::Ecdsa(curve) => EcKey::generate(curve).map(Self::from),
            Scheme::Ed25519 => OkpKey::generate().map(Self::from),
        }
    }

    pub(crate) fn key_type(&self) -> KeyType {
        match self {
            Self::Oct(_) => KeyType::Oct,
            Self::Rsa(_) => KeyType::Rsa,
            Self::Ec(_) => KeyType::Ec,
            Self::Okp(_) => KeyType::Okp,
        }
    }

    /// The curve's name in `crv`.
    pub(crate) fn curve(&self) -> Option<&'static str> {
        match self {
            Self::Ec(key) => Some(key.curve().name()),
            Self::Okp(_) => Some("Ed25519"),
            Self::Oct(_) | Self::Rsa(_) => None,
        }
    }

    pub(crate) fn bits(&self) -> usize {
        match self {
            Self::Oct(secret) => secret.bits(),
            Self::Rsa(key) => key.bits(),
            Self::Ec(key) if key.curve() == Curve::P521 => 521,
            Self::Ec(key) => key.curve().coordinate_len().saturating_mul(8),
            Self::Okp(_) => 256,
        }
    }

    /// Whether it holds a private half; a secret is its own.
    pub(crate) fn is_private(&self) -> bool {
        match self {
            Self::Oct(_) => true,
            Self::Rsa(key) => key.pkcs1().is_some(),
            Self::Ec(key) => key.number().is_some(),
            Self::Okp(key) => key.seed().is_some(),
        }
    }

    pub(crate) fn to_public(&self) -> Result<Self, Error> {
        match self {
            Self::Oct(_) => {
                Err(KeyError::Kind { found: "secret", expected: "a secret has no public half" }
                    .into())
            }
            Self::Rsa(key) => key.to_public().map(Self::from),
            Self::Ec(key) => key.to_public().map(Self::from),
            Self::Okp(key) => key.to_public().map(Self::from),
        }
    }

    /// What it can be used for, the usual algorithm first.
    pub(crate) fn algorithms(&self, weak: bool) -> impl Iterator<Item = Algorithm> {
        Algorithm::ALL.iter().copied().filter(move |algorithm| self.suits(*algorithm, weak))
    }

    fn suits(&self, algorithm: Algorithm, weak: bool) -> bool {
        match (self, algorithm.scheme()) {
            (Self::Oct(secret), Scheme::Hmac(hash)) => weak || secret.long_enough(hash).is_ok(),
            (Self::Rsa(key), Scheme::Rsa(padding, hash)) => key.allows(padding, hash),
            (Self::Ec(key), Scheme::Ecdsa(curve)) => key.curve() == curve,
            (Self::Okp(_), Scheme::Ed25519) => true,
            _ => false,
        }
    }

    /// Whether this key and this algorithm go together, and why not.
    pub(crate) fn fits(&self, algorithm: Algorithm, weak: bool) -> Result<(), Error> {
        if self.suits(algorithm, weak) {
            return Ok(());
        }
        let (scheme, algorithm) = (algorithm.scheme(), algorithm.name());
        let expected = Shown::list(self.algorithms(weak));
        match (self, scheme) {
            (Self::Oct(secret), Scheme::Hmac(hash)) => secret.long_enough(hash),
            (Self::Ec(key), Scheme::Ecdsa(_)) => {
                Err(KeyError::Curve { found: key.curve().name(), algorithm, expected }.into())
            }
            _ => Err(KeyError::Type { found: self.shown(), algorithm, expected }.into()),
        }
    }

    fn shown(&self) -> Shown {
        match self {
            Self::Oct(_) => Shown::words("a secret"),
            Self::Rsa(key) => match key.restriction() {
                Some(only) => only.shown(),
                None => Shown::words("an RSA key"),
            },
            Self::Ec(key) => Shown::words(format!("an EC key on {}", key.curve().name())),
            Self::Okp(_) => Shown::words("an Ed25519 key"),
        }
    }

    /// Appends the signature. The algorithm must fit.
    pub(crate) fn sign(
        &self,
        algorithm: Algorithm,
        input: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        match (self, algorithm.scheme()) {
            (Self::Oct(secret), Scheme::Hmac(hash)) => {
                secret.sign(hash, input, out);
                Ok(())
            }
            (Self::Rsa(key), Scheme::Rsa(padding, hash)) => key.sign(padding, hash, input, out),
            (Self::Ec(key), Scheme::Ecdsa(_)) => key.sign(input, out),
            (Self::Okp(key), Scheme::Ed25519) => key.sign(input, out),
            _ => self.fits(algorithm, true),
        }
    }

    /// Whether the signature is this key's for the input. Never true for an algorithm that does
    /// not fit.
    pub(crate) fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> bool {
        match (self, algorithm.scheme()) {
            (Self::Oct(secret), Scheme::Hmac(hash)) => secret.verify(hash, input, signature),
            (Self::Rsa(key), Scheme::Rsa(padding, hash)) => {
                key.allows(padding, hash) && key.verify(padding, hash, input, signature)
            }
            (Self::Ec(key), Scheme::Ecdsa(curve)) => {
                key.curve() == curve && key.verify(input, signature)
            }
            (Self::Okp(key), Scheme::Ed25519) => key.verify(input, signature),
            _ => false,
        }
    }
}

impl From<Secret> for Material {
    fn from(secret: Secret) -> Self {
        Self::Oct(Box::new(secret))
    }
}

impl From<RsaKey> for Material {
    fn from(key: RsaKey) -> Self {
        Self::Rsa(Box::new(key))
    }
}

impl From<EcKey> for Material {
    fn from(key: EcKey) -> Self {
        Self::Ec(Box::new(key))
    }
}

impl From<OkpKey> for Material {
    fn from(key: OkpKey) -> Self {
        Self::Okp(Box::new(key))
    }
}

impl KeyError {
    /// A public key where a private one is needed.
    pub(crate) const NEEDS_PRIVATE: Self =
        Self::Kind { found: "public", expected: "signing needs a private key" };
}

impl Curve {
    /// The name in `crv` (RFC 7518 section 6.2.1.1, RFC 8812 section 3.1).
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
        }
    }

    pub(crate) const ALL: [Self; 4] = [Self::P256, Self::P384, Self::P521, Self::Secp256k1];
}
