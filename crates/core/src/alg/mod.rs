//! The signature algorithms: one row each. No other place lists them.
//!
//! A family's file says what its keys are, which of them are safe, and how they sign and verify.
//! To add an algorithm: its family's file, a row here, its vectors.

pub(crate) mod ecdsa;
pub(crate) mod eddsa;
mod elsewhere;
pub(crate) mod hmac;
mod material;
pub(crate) mod rsa;

use core::fmt;
use core::str::FromStr;

pub(crate) use elsewhere::Elsewhere;
pub use material::KeyType;
pub(crate) use material::Material;

use crate::engine::{Curve, Hash, Padding};
use crate::error::{CallError, Error, Shown};

/// What an algorithm does, in the engine's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Hmac(Hash),
    Rsa(Padding, Hash),
    /// The curve fixes the hash (RFC 7518 section 3.4, RFC 8812 section 3.2).
    Ecdsa(Curve),
    Ed25519,
}

struct Row {
    name: &'static str,
    scheme: Scheme,
}

macro_rules! registry {
    ($($(#[doc = $about:literal])* $NAME:ident = $name:literal, $scheme:expr;)*) => {
        impl Algorithm {
            $(
                $(#[doc = $about])*
                pub const $NAME: Self = Self(&Row { name: $name, scheme: $scheme });
            )*

            /// Every algorithm; among those one key can be used for, the usual one comes first.
            pub const ALL: &'static [Self] = &[$(Self::$NAME),*];
        }
    };
}

/// A JWS signature algorithm (RFC 7518 section 3.1, RFC 8037, RFC 8812, RFC 9864).
///
/// ```
/// use jotmint::Algorithm;
///
/// assert_eq!("ES256".parse(), Ok(Algorithm::ES256));
/// assert_eq!(Algorithm::ED25519.name(), "Ed25519");
/// assert!("none".parse::<Algorithm>().is_err());
/// ```
#[derive(Clone, Copy)]
pub struct Algorithm(&'static Row);

registry! {
    /// HMAC with SHA-256; secrets of at least 32 bytes.
    HS256 = "HS256", Scheme::Hmac(Hash::Sha256);
    /// HMAC with SHA-384; secrets of at least 48 bytes.
    HS384 = "HS384", Scheme::Hmac(Hash::Sha384);
    /// HMAC with SHA-512; secrets of at least 64 bytes.
    HS512 = "HS512", Scheme::Hmac(Hash::Sha512);
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256 = "RS256", Scheme::Rsa(Padding::Pkcs1, Hash::Sha256);
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    RS384 = "RS384", Scheme::Rsa(Padding::Pkcs1, Hash::Sha384);
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    RS512 = "RS512", Scheme::Rsa(Padding::Pkcs1, Hash::Sha512);
    /// RSASSA-PSS with SHA-256.
    PS256 = "PS256", Scheme::Rsa(Padding::Pss, Hash::Sha256);
    /// RSASSA-PSS with SHA-384.
    PS384 = "PS384", Scheme::Rsa(Padding::Pss, Hash::Sha384);
    /// RSASSA-PSS with SHA-512.
    PS512 = "PS512", Scheme::Rsa(Padding::Pss, Hash::Sha512);
    /// ECDSA on P-256 with SHA-256.
    ES256 = "ES256", Scheme::Ecdsa(Curve::P256);
    /// ECDSA on P-384 with SHA-384.
    ES384 = "ES384", Scheme::Ecdsa(Curve::P384);
    /// ECDSA on P-521 with SHA-512.
    ES512 = "ES512", Scheme::Ecdsa(Curve::P521);
    /// ECDSA on secp256k1 with SHA-256 (RFC 8812).
    ES256K = "ES256K", Scheme::Ecdsa(Curve::Secp256k1);
    /// Ed25519 under its old name (RFC 8037).
    EDDSA = "EdDSA", Scheme::Ed25519;
    /// Ed25519 under its own name (RFC 9864).
    ED25519 = "Ed25519", Scheme::Ed25519;
}

impl Algorithm {
    /// The name as it stands in `alg`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Whether it is keyed with a shared secret.
    pub fn is_hmac(self) -> bool {
        matches!(self.0.scheme, Scheme::Hmac(_))
    }

    pub(crate) fn scheme(self) -> Scheme {
        self.0.scheme
    }

    /// The algorithm of this name, if there is one.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// Checks and, for ECDSA in DER, converts a signature that was made elsewhere, by a key whose
    /// signatures have this length, if that is known.
    pub(crate) fn foreign_signature(
        self,
        signature: &[u8],
        length: Option<usize>,
    ) -> Result<Vec<u8>, Error> {
        let (fits, expected) = match (self.scheme(), length) {
            (Scheme::Rsa(..), Some(length)) => (signature.len() == length, length.to_string()),
            (Scheme::Hmac(hash), _) => (signature.len() == hash.len(), hash.len().to_string()),
            (Scheme::Rsa(..), None) => {
                (rsa::is_signature_length(signature.len()), "256 to 1024".to_owned())
            }
            (Scheme::Ed25519, _) => (signature.len() == eddsa::SIGNATURE_LEN, "64".to_owned()),
            (Scheme::Ecdsa(curve), _) => match ecdsa::raw_signature(curve, signature) {
                Some(raw) => return Ok(raw),
                None => (false, ecdsa::signature_len(curve).to_string()),
            },
        };
        if fits {
            return Ok(signature.to_vec());
        }
        let (algorithm, found) = (self.name(), signature.len());
        Err(CallError::SignerSignature { algorithm, found, expected: Shown::words(expected) }
            .into())
    }
}

impl FromStr for Algorithm {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::named(name).ok_or_else(|| {
            let (found, known) = (Shown::text(name), Shown::list(Self::ALL));
            CallError::AlgorithmUnknown { found, known }.into()
        })
    }
}

impl PartialEq for Algorithm {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Algorithm {}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
