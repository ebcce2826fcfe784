//! JSON Web Signatures in compact form (RFC 7515): any bytes, signed and checked.

mod compact;
mod decode;
mod good_signatures;
mod header;
mod keys;
mod known;
mod options;
mod sign;
mod verify;

pub(crate) use compact::{decoded, duplicate, lenient_object, no_object, object, utf8};
pub use decode::{Decoder, Parts};
pub(crate) use header::Header;
pub use known::TokenHeader;
pub use options::{JwsSignOptions, JwsVerifyOptions};
pub use sign::Template;
pub use verify::{Opened, Verifier};

use std::sync::Arc;

use crate::error::Error;
use crate::key::Key;

/// The longest token that is taken, in bytes, where `maxTokenLength` does not say otherwise.
pub const MAX_TOKEN_LENGTH: usize = 256 * 1024;

/// Signs any bytes (RFC 7515 section 5.1).
///
/// # Errors
/// `ERR_KEY_KIND`, `ERR_KEY_TYPE`, `ERR_KEY_CURVE`, `ERR_KEY_USE`, `ERR_HEADER_INVALID`,
/// `ERR_OPTION_CONFLICT`, `ERR_RANDOM`.
///
/// ```
/// use jotmint::{Algorithm, GenerateOptions, Key, jws};
///
/// let key = Key::generate(Algorithm::EDDSA, &GenerateOptions::default())?;
/// let token = jws::sign(b"any bytes", &key, &jws::JwsSignOptions::default())?;
/// let checked = jws::verify(&token, &[key.public_key()?], &jws::JwsVerifyOptions::default())?;
/// assert_eq!(checked.payload, b"any bytes");
/// # Ok::<(), jotmint::Error>(())
/// ```
pub fn sign(payload: &[u8], key: &Key, options: &JwsSignOptions) -> Result<String, Error> {
    let template = Template::new(key, options)?;
    template.sign(payload, key)
}

/// Checks a signature over any bytes (RFC 7515 section 5.2). The keys' own algorithms count, never
/// the token's.
///
/// # Errors
/// `ERR_KEY_KIND`, `ERR_KEY_USE` for the keys; any of [`TokenError`](crate::error::TokenError) for
/// the token.
pub fn verify(token: &str, keys: &[Key], options: &JwsVerifyOptions) -> Result<Checked, Error> {
    Verifier::new(keys, options)?.verify(token)
}

/// A token whose signature is valid.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The header as it was signed.
    pub header: TokenHeader,
    /// The bytes that were signed.
    pub payload: Vec<u8>,
    /// Which of the keys signed, by its index.
    pub key: usize,
    /// The header's `typ`.
    pub(crate) typ: Option<Arc<str>>,
}

/// Takes a token apart. Nothing is verified: do not trust what comes out.
///
/// # Errors
/// Those of [`TokenError`](crate::error::TokenError) that are about its form.
pub fn decode(token: &str) -> Result<Parts, Error> {
    Decoder::default().decode(token)
}
