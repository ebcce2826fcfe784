use zeroize::Zeroizing;

use crate::alg::{Algorithm, Material};
use crate::error::Error;
use crate::options::{self, Options};

/// How a key is to be read.
#[derive(Clone, Default)]
pub struct ImportOptions {
    /// The one algorithm the key is for. An HMAC algorithm makes a text or bytes a secret.
    pub algorithm: Option<Algorithm>,
    /// The algorithms of the call the key is for. A text is a secret if all are HMAC algorithms.
    pub algorithms: Vec<Algorithm>,
    /// For an encrypted private key.
    pub passphrase: Option<Zeroizing<String>>,
    /// The key ID; overrides a JWK's own.
    pub keyid: Option<String>,
    /// Takes RSA keys from 1024 bits and secrets of any length. For keys that cannot be changed
    /// yet; such tokens can be forged by somebody with enough computers.
    pub allow_weak_key: bool,
}

impl ImportOptions {
    /// Reads `{ algorithm, algorithms, passphrase, keyid, allowWeakKey }`.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`, `ERR_ALGORITHM_UNKNOWN`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let known = ["algorithm", "algorithms", "passphrase", "keyid", "allowWeakKey"];
        let options = Options::parse(text, &known)?;
        Ok(Self {
            algorithm: options.algorithm("algorithm")?,
            algorithms: options.algorithms("algorithms")?.unwrap_or_default(),
            passphrase: options.text("passphrase")?.map(Zeroizing::new),
            keyid: options.text("keyid")?,
            allow_weak_key: options.flag("allowWeakKey")?,
        })
    }

    pub(crate) fn wants_secret(&self) -> bool {
        let mut named = self.algorithm.iter().chain(&self.algorithms).peekable();
        named.peek().is_some() && named.all(|algorithm| algorithm.is_hmac())
    }
}

/// How a key is to be made.
#[derive(Clone, Debug, Default)]
pub struct GenerateOptions {
    /// For RSA keys: 2048 (the default), 3072 or 4096 bits.
    pub modulus_length: Option<usize>,
    /// The key ID it will carry.
    pub keyid: Option<String>,
}

impl GenerateOptions {
    /// Reads `{ modulusLength, keyid }`.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let options = Options::parse(text, &["modulusLength", "keyid"])?;
        Ok(Self { modulus_length: options.count("modulusLength")?, keyid: options.text("keyid")? })
    }

    /// The modulus length in bits that a private key for the algorithm is made with, where it has
    /// one: for a platform that makes keys itself.
    ///
    /// # Errors
    /// `ERR_OPTION_INVALID` for an HMAC algorithm or an impossible size.
    pub fn modulus_for(&self, algorithm: Algorithm) -> Result<Option<usize>, Error> {
        if algorithm.is_hmac() {
            let expected = "one with a key pair; a secret comes from generateSecret";
            return Err(options::invalid("algorithm", algorithm.name(), expected));
        }
        Material::modulus_to_make(algorithm, self.modulus_length)
    }
}

impl Options<'_> {
    /// An algorithm's name.
    pub(crate) fn algorithm(&self, name: &str) -> Result<Option<Algorithm>, Error> {
        self.text(name)?.map(|text| text.parse()).transpose()
    }

    /// A list of algorithms' names.
    pub(crate) fn algorithms(&self, name: &str) -> Result<Option<Vec<Algorithm>>, Error> {
        let names = self.texts(name)?;
        names.map(|names| names.iter().map(|text| text.parse()).collect()).transpose()
    }
}
