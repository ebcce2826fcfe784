use super::MAX_TOKEN_LENGTH;
use crate::alg::Algorithm;
use crate::error::Error;
use crate::options::Options;

/// How bytes are to be signed.
#[derive(Clone, Debug, Default)]
pub struct JwsSignOptions {
    /// Else the key's own.
    pub algorithm: Option<Algorithm>,
    /// `kid`; else the key's own.
    pub keyid: Option<String>,
    /// Further header parameters: the text of a JSON object.
    pub header: Option<String>,
}

impl JwsSignOptions {
    /// Reads `{ algorithm, keyid, header }`.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`, `ERR_ALGORITHM_UNKNOWN`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let options = Options::parse(text, &["algorithm", "keyid", "header"])?;
        Ok(Self {
            algorithm: options.algorithm("algorithm")?,
            keyid: options.text("keyid")?,
            header: options.object("header")?,
        })
    }
}

/// How a signature is to be checked.
#[derive(Clone, Debug)]
pub struct JwsVerifyOptions {
    /// Narrows the keys' own algorithms; empty for no narrowing.
    pub algorithms: Vec<Algorithm>,
    /// Extensions in `crit` that the caller understands and handles itself.
    pub crit: Vec<String>,
    /// The longest token that is taken, in bytes.
    pub max_token_length: usize,
}

impl Default for JwsVerifyOptions {
    fn default() -> Self {
        Self { algorithms: Vec::new(), crit: Vec::new(), max_token_length: MAX_TOKEN_LENGTH }
    }
}

impl JwsVerifyOptions {
    pub(crate) const NAMES: [&str; 3] = ["algorithms", "crit", "maxTokenLength"];

    /// Reads `{ algorithms, crit, maxTokenLength }`.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`, `ERR_ALGORITHM_UNKNOWN`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::read(&Options::parse(text, &Self::NAMES)?)
    }

    pub(crate) fn read(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self {
            algorithms: options.algorithms("algorithms")?.unwrap_or_default(),
            crit: options.texts("crit")?.unwrap_or_default(),
            max_token_length: options.count("maxTokenLength")?.unwrap_or(MAX_TOKEN_LENGTH),
        })
    }
}
