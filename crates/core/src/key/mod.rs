//! Keys: read from every format people have, written in the usual ones, made, identified.

mod elsewhere;
mod encrypted;
mod export;
mod forms;
mod identity;
mod import;
mod jwk;
mod key_options;
mod set;
mod wrapped;

use core::fmt;
use core::str::FromStr;
use std::sync::Arc;

use crate::alg::{Algorithm, KeyType, Material};
use crate::encoding::json::quoted;
use crate::error::{Error, KeyError, Shown};
use crate::options;

pub use elsewhere::KeyElsewhere;
pub use export::KeyFormat;
pub use identity::digest;
pub use key_options::{GenerateOptions, ImportOptions};
pub use set::KeySet;

/// A key or secret, read once and ready for use. Cloning it is cheap.
///
/// The private half is wiped from memory with the last clone and is never shown by `Debug`.
///
/// ```
/// use jotmint::{Algorithm, GenerateOptions, Key, KeyKind};
///
/// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
/// assert_eq!(key.kind(), KeyKind::Private);
/// assert_eq!(key.curve(), Some("P-256"));
/// assert_eq!(key.algorithms(), [Algorithm::ES256]);
/// assert_eq!(key.public_key()?.fingerprint()?, key.fingerprint()?);
/// # Ok::<(), jotmint::Error>(())
/// ```
#[derive(Clone)]
pub struct Key(Arc<Inner>);

struct Inner {
    material: Material,
    keyid: Option<String>,
    /// The one algorithm it is for, where it or the caller says so.
    algorithm: Option<Algorithm>,
    /// `key_ops`, where the JWK has them.
    operations: Option<Vec<String>>,
    /// The caller accepts sizes below the safe ones.
    weak: bool,
    repairs: Vec<String>,
    /// It was read from a certificate, which says so.
    certificate: bool,
}

impl Inner {
    /// As it is where nobody says more.
    fn of(material: Material) -> Self {
        Self {
            material,
            keyid: None,
            algorithm: None,
            operations: None,
            weak: false,
            repairs: Vec::new(),
            certificate: false,
        }
    }
}

/// Which half of a pair a key is, or that it is a shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Signs; its public half can be taken from it.
    Private,
    /// Verifies.
    Public,
    /// Signs and verifies.
    Secret,
}

impl KeyKind {
    /// `private`, `public` or `secret`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Public => "public",
            Self::Secret => "secret",
        }
    }
}

impl FromStr for KeyKind {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let mut all = [Self::Private, Self::Public, Self::Secret].into_iter();
        all.find(|kind| kind.name() == name).ok_or_else(|| {
            options::invalid("kind", &Shown::text(name).to_string(), "private, public or secret")
        })
    }
}

impl Key {
    /// A new private key; its public half is [`Key::public_key`].
    ///
    /// # Errors
    /// `ERR_OPTION_INVALID` for an HMAC algorithm or an impossible size, `ERR_RANDOM` where the
    /// platform has no randomness.
    pub fn generate(algorithm: Algorithm, options: &GenerateOptions) -> Result<Self, Error> {
        options.modulus_for(algorithm)?;
        Self::make(algorithm, options)
    }

    /// A new secret, as long as the algorithm's hash.
    ///
    /// # Errors
    /// `ERR_OPTION_INVALID` for another algorithm than an HMAC one, `ERR_RANDOM` where the
    /// platform has no randomness.
    pub fn generate_secret(algorithm: Algorithm) -> Result<Self, Error> {
        if !algorithm.is_hmac() {
            let expected = "HS256, HS384 or HS512; a key pair comes from generateKeyPair";
            return Err(options::invalid("algorithm", algorithm.name(), expected));
        }
        Self::make(algorithm, &GenerateOptions::default())
    }

    fn make(algorithm: Algorithm, options: &GenerateOptions) -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            keyid: options.keyid.clone(),
            algorithm: Some(algorithm),
            ..Inner::of(Material::generate(algorithm, options.modulus_length)?)
        })))
    }

    /// Whether it is private, public or a secret.
    pub fn kind(&self) -> KeyKind {
        match (self.key_type(), self.0.material.is_private()) {
            (KeyType::Oct, _) => KeyKind::Secret,
            (_, true) => KeyKind::Private,
            (_, false) => KeyKind::Public,
        }
    }

    /// The key type (`kty`).
    pub fn key_type(&self) -> KeyType {
        self.0.material.key_type()
    }

    /// The curve (`crv`), for EC and OKP keys.
    pub fn curve(&self) -> Option<&'static str> {
        self.0.material.curve()
    }

    /// Its size in bits: of the modulus, the curve's field, or the secret.
    pub fn bits(&self) -> usize {
        self.0.material.bits()
    }

    /// The key ID (`kid`), where it has one.
    pub fn keyid(&self) -> Option<&str> {
        self.0.keyid.as_deref()
    }

    /// What it may be used for; the first is taken where none is named.
    pub fn algorithms(&self) -> Vec<Algorithm> {
        match self.0.algorithm {
            // Both names of Ed25519 are the same algorithm (RFC 9864 section 2.2).
            Some(only) => core::iter::once(only)
                .chain(
                    Algorithm::ALL
                        .iter()
                        .copied()
                        .filter(|other| *other != only && other.scheme() == only.scheme()),
                )
                .collect(),
            None => self.0.material.algorithms(self.0.weak).collect(),
        }
    }

    /// What was mended while it was read, in words.
    pub fn repairs(&self) -> &[String] {
        &self.0.repairs
    }

    /// All of the above as the text of a JSON object: `kind`, `type`, `curve`, `bits`, `keyid`,
    /// `algorithms`, `repairs`; what a key does not have is left out.
    pub fn describe(&self) -> String {
        let list = |texts: Vec<&str>| {
            let texts: Vec<String> = texts.into_iter().map(quoted).collect();
            format!("[{}]", texts.join(","))
        };
        let algorithms = self.algorithms().into_iter().map(Algorithm::name).collect();
        let repairs = self.repairs().iter().map(String::as_str).collect();
        let members = [
            ("kind", Some(quoted(self.kind().name()))),
            ("type", Some(quoted(self.key_type().name()))),
            ("curve", self.curve().map(quoted)),
            ("bits", Some(self.bits().to_string())),
            ("keyid", self.keyid().map(quoted)),
            ("algorithms", Some(list(algorithms))),
            ("repairs", Some(list(repairs))),
        ];
        let members: Vec<String> = members
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{}:{}", quoted(name), value?)))
            .collect();
        format!("{{{}}}", members.join(","))
    }

    /// The public half, with the same key ID.
    ///
    /// # Errors
    /// `ERR_KEY_KIND` for a secret, `ERR_KEY_ASYNC_ONLY` for a private key that is kept elsewhere.
    pub fn public_key(&self) -> Result<Self, Error> {
        if self.kind() == KeyKind::Public {
            return Ok(self.clone());
        }
        Ok(Self(Arc::new(Inner {
            keyid: self.0.keyid.clone(),
            algorithm: self.0.algorithm,
            weak: self.0.weak,
            ..Inner::of(self.0.material.to_public()?)
        })))
    }

    /// The algorithm to sign with: the one that is asked for, else the key's own.
    pub(crate) fn signing_algorithm(&self, asked: Option<Algorithm>) -> Result<Algorithm, Error> {
        if self.kind() == KeyKind::Public {
            return Err(self.signs_nothing().into());
        }
        self.may("sign")?;
        match asked {
            Some(algorithm) => self.fits(algorithm).map(|()| algorithm),
            None => self.algorithms().first().copied().ok_or_else(|| self.nothing()),
        }
    }

    /// The algorithms it verifies.
    pub(crate) fn verifying_algorithms(&self) -> Result<Vec<Algorithm>, Error> {
        if self.kind() == KeyKind::Private {
            return Err(KeyError::Kind {
                found: "private",
                expected: "verifying needs the public one: key.publicKey()",
            }
            .into());
        }
        self.may("verify")?;
        Ok(self.algorithms())
    }

    /// How long every signature of this key is, in bytes. The algorithm must fit.
    pub(crate) fn signature_len(&self, algorithm: Algorithm) -> usize {
        self.0.material.signature_len(algorithm)
    }

    /// Whether a platform such as WebCrypto may take the engine's place: whether it gives the
    /// same verdict on every signature.
    pub fn is_for_platforms(&self) -> bool {
        self.0.material.is_for_platforms()
    }

    pub(crate) fn sign(
        &self,
        algorithm: Algorithm,
        input: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        self.0.material.sign(algorithm, input, out)
    }

    pub(crate) fn verify(&self, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> bool {
        self.0.material.verify(algorithm, input, signature)
    }

    pub(crate) fn material(&self) -> &Material {
        &self.0.material
    }

    /// The one algorithm it is for, where it or the caller said so.
    pub(crate) fn own_algorithm(&self) -> Option<Algorithm> {
        self.0.algorithm
    }

    /// Whether this key may be used with the algorithm, and why not.
    pub(crate) fn fits(&self, algorithm: Algorithm) -> Result<(), Error> {
        match self.0.algorithm {
            Some(only) if only.scheme() != algorithm.scheme() => {
                // Say first that it cannot be, then that it may not be.
                self.0.material.fits(algorithm, self.0.weak)?;
                Err(KeyError::Use { member: "alg", found: Shown::words(only.name()) }.into())
            }
            _ => self.0.material.fits(algorithm, self.0.weak),
        }
    }

    fn may(&self, operation: &str) -> Result<(), Error> {
        match &self.0.operations {
            Some(operations) if !operations.iter().any(|own| own == operation) => {
                let found = Shown::text(&operations.join(", "));
                Err(KeyError::Use { member: "key_ops", found }.into())
            }
            _ => Ok(()),
        }
    }

    /// One that was just made, and that nobody else has yet.
    fn changed(self, change: impl FnOnce(&mut Inner)) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(mut inner) => {
                change(&mut inner);
                Self(Arc::new(inner))
            }
            Err(shared) => Self(shared),
        }
    }

    fn signs_nothing(&self) -> KeyError {
        if !self.0.certificate {
            return KeyError::NEEDS_PRIVATE;
        }
        let expected = "signing needs a private key, and a certificate holds only the public one";
        KeyError::Kind { found: "public", expected }
    }

    fn nothing(&self) -> Error {
        KeyError::Unsupported { found: Shown::words("for no algorithm") }.into()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("kind", &self.kind())
            .field("type", &self.key_type().name())
            .field("curve", &self.curve())
            .field("bits", &self.bits())
            .field("keyid", &self.keyid())
            .finish_non_exhaustive()
    }
}
