//! What a key is made of, whatever its family: the one place where family and key meet.

use crate::alg::ecdsa::{self, EcKey};
use crate::alg::eddsa::{self, OkpKey};
use crate::alg::hmac::Secret;
use crate::alg::rsa::{self, RsaKey};
use crate::alg::{Algorithm, Elsewhere, Scheme};
use crate::engine::Curve;
use crate::error::{Error, KeyError, Shown};

/// A key's numbers, ready for the engine.
pub(crate) enum Material {
    /// Boxed, as the others: they hold what an engine works out beforehand.
    Oct(Box<Secret>),
    Rsa(Box<RsaKey>),
    Ec(Box<EcKey>),
    Okp(Box<OkpKey>),
    /// Of any type, but no numbers are here.
    Elsewhere(Box<Elsewhere>),
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
        let modulus = Self::modulus_to_make(algorithm, modulus_length)?;
        match algorithm.scheme() {
            Scheme::Rsa(..) => RsaKey::generate(modulus.unwrap_or_default()).map(Self::from),
            Scheme::Hmac(hash) => Secret::generate(hash).map(Self::from),
            Scheme::Ecdsa(curve) => EcKey::generate(curve).map(Self::from),
            Scheme::Ed25519 => OkpKey::generate().map(Self::from),
        }
    }

    /// The size in bits of the modulus that a key for the algorithm is to be made with, where it
    /// has one.
    pub(crate) fn modulus_to_make(
        algorithm: Algorithm,
        asked: Option<usize>,
    ) -> Result<Option<usize>, Error> {
        match (algorithm.scheme(), asked) {
            (Scheme::Rsa(..), asked) => rsa::made_in(asked).map(Some),
            (_, None) => Ok(None),
            (_, Some(_)) => {
                let expected = "left out, except for RSA keys";
                Err(crate::options::invalid("modulusLength", "given", expected))
            }
        }
    }

    pub(crate) fn key_type(&self) -> KeyType {
        match self {
            Self::Oct(_) => KeyType::Oct,
            Self::Rsa(_) => KeyType::Rsa,
            Self::Ec(_) => KeyType::Ec,
            Self::Okp(_) => KeyType::Okp,
            Self::Elsewhere(key) => key.key_type(),
        }
    }

    /// The curve's name in `crv`.
    pub(crate) fn curve(&self) -> Option<&'static str> {
        match self {
            Self::Ec(key) => Some(key.curve().name()),
            Self::Elsewhere(key) if key.curve().is_some() => key.curve().map(Curve::name),
            _ => (self.key_type() == KeyType::Okp).then_some("Ed25519"),
        }
    }

    pub(crate) fn bits(&self) -> usize {
        match self {
            Self::Oct(secret) => secret.bits(),
            Self::Rsa(key) => key.bits(),
            Self::Ec(key) => key.curve().bits(),
            Self::Okp(_) => 256,
            Self::Elsewhere(key) => key.bits(),
        }
    }

    /// Whether it holds a private half; a secret is its own.
    pub(crate) fn is_private(&self) -> bool {
        match self {
            Self::Oct(_) => true,
            Self::Rsa(key) => key.pkcs1().is_some(),
            Self::Ec(key) => key.number().is_some(),
            Self::Okp(key) => key.seed().is_some(),
            Self::Elsewhere(key) => key.is_private(),
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
            Self::Elsewhere(_) => KeyError::elsewhere(),
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
            (Self::Elsewhere(key), _) => key.suits(algorithm),
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
        match (self, scheme, self.curve()) {
            (Self::Oct(secret), Scheme::Hmac(hash), _) => secret.long_enough(hash),
            (_, Scheme::Ecdsa(_), Some(found)) if self.key_type() == KeyType::Ec => {
                Err(KeyError::Curve { found, algorithm, expected }.into())
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
            Self::Elsewhere(key) => Shown::words(format!(
                "a key of type {} that the platform keeps",
                key.key_type().name()
            )),
        }
    }

    /// How long every signature of this key is, in bytes. The algorithm must fit.
    pub(crate) fn signature_len(&self, algorithm: Algorithm) -> usize {
        match algorithm.scheme() {
            Scheme::Hmac(hash) => hash.len(),
            Scheme::Rsa(..) => self.bits().div_ceil(8),
            Scheme::Ecdsa(curve) => ecdsa::signature_len(curve),
            Scheme::Ed25519 => eddsa::SIGNATURE_LEN,
        }
    }

    /// Whether platforms check this key's signatures as strictly as the engines here. Not those of
    /// an RSA key whose modulus does not fill its last byte: there, PSS leaves bits that must be
    /// zero (RFC 8017 section 9.1.2), and NSS does not look at them.
    pub(crate) fn is_for_platforms(&self) -> bool {
        self.key_type() != KeyType::Rsa || self.bits().is_multiple_of(8)
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
            (Self::Elsewhere(_), _) => KeyError::elsewhere(),
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

impl From<Elsewhere> for Material {
    fn from(key: Elsewhere) -> Self {
        Self::Elsewhere(Box::new(key))
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

    /// The size of its field.
    pub(crate) fn bits(self) -> usize {
        match self {
            Self::P521 => 521,
            other => other.coordinate_len().saturating_mul(8),
        }
    }

    pub(crate) const ALL: [Self; 4] = [Self::P256, Self::P384, Self::P521, Self::Secp256k1];
}
