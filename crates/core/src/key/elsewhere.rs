//! Keys that a platform keeps: what it says of them makes a `Key` like any other, but for what
//! needs its numbers.

use std::sync::Arc;

use super::{ImportOptions, Inner, Key, KeyKind};
use crate::alg::{Algorithm, Elsewhere, Material};
use crate::error::{Error, KeyError, Shown};

/// What a platform says of a key that it keeps.
#[derive(Clone, Debug)]
pub struct KeyElsewhere {
    /// The one algorithm it is for.
    pub algorithm: Algorithm,
    /// Which half it is.
    pub kind: KeyKind,
    /// The length of an RSA modulus or a secret in bits; for other types it does not matter.
    pub length: usize,
    /// What it may be used for, as in a JWK's `key_ops` (RFC 7517 section 4.3).
    pub operations: Vec<String>,
}

impl Key {
    /// A key that is kept elsewhere. Signing and checking are split in two around what the
    /// platform does: [`jws::Template`](crate::jws::Template) and [`jws::Verifier`](crate::jws::Verifier).
    ///
    /// # Errors
    /// `ERR_KEY_TOO_SMALL`, `ERR_KEY_TOO_LARGE`; `ERR_KEY_UNSUPPORTED` for an RSA modulus that does
    /// not fill its last byte, which some platforms check too laxly; `ERR_KEY_TYPE`, `ERR_KEY_CURVE`, `ERR_KEY_USE`
    /// where the options name another algorithm.
    ///
    /// ```
    /// use jotmint::{Algorithm, ImportOptions, Key, KeyElsewhere, KeyKind, Rules};
    ///
    /// let known = KeyElsewhere {
    ///     algorithm: Algorithm::ES256,
    ///     kind: KeyKind::Private,
    ///     length: 0,
    ///     operations: vec!["sign".to_owned()],
    /// };
    /// let key = Key::elsewhere(known, &ImportOptions::default())?;
    /// let signer = Rules::JWT.signer(&key, "{}")?;
    /// let input = signer.template().input("{}", 1.7e9)?;
    /// let signature = [7; 64]; // by the platform
    /// assert!(signer.template().attach(&input, &signature).is_ok());
    /// assert!(signer.sign("{}", 1.7e9).is_err());
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn elsewhere(known: KeyElsewhere, options: &ImportOptions) -> Result<Self, Error> {
        let KeyElsewhere { algorithm, kind, length, operations } = known;
        let (private, weak) = (kind != KeyKind::Public, options.allow_weak_key);
        let material = Material::from(Elsewhere::new(algorithm, private, length, weak)?);
        if !material.is_for_platforms() {
            let found =
                Shown::words(format!("a CryptoKey for RSA with {length} bits, no full bytes"));
            return Err(KeyError::Unsupported { found }.into());
        }
        let key = Self(Arc::new(Inner {
            keyid: options.keyid.clone(),
            algorithm: Some(algorithm),
            operations: Some(operations),
            weak,
            ..Inner::of(material)
        }));
        options.algorithm.map_or(Ok(()), |asked| key.fits(asked)).map(|()| key)
    }

    /// Whether the platform keeps it: it then signs and verifies nothing here.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.material(), Material::Elsewhere(_))
    }
}
