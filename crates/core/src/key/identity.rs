//! How a key is named by what it is: fingerprint and thumbprint.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Key;
use crate::encoding::base64url;
use crate::engine::{self, Hash};
use crate::error::Error;
use crate::key::KeyFormat;

impl Key {
    /// The fingerprint Infura shows: base64 of SHA-256 of the public key's SPKI DER, as
    /// `openssl pkey -pubout -outform DER | openssl sha256 -binary | openssl base64` prints it.
    ///
    /// # Errors
    /// `ERR_KEY_KIND` for a secret, `ERR_KEY_ASYNC_ONLY` for a key that is kept elsewhere.
    pub fn fingerprint(&self) -> Result<String, Error> {
        let spki = self.public_key()?.to_der(Some(KeyFormat::Spki))?;
        Ok(STANDARD.encode(&*engine::digest(Hash::Sha256, &spki)))
    }

    /// The JWK thumbprint (RFC 7638) with SHA-256, in base64url. A private key has that of its
    /// public half. That of a secret identifies the secret: do not publish it.
    ///
    /// # Errors
    /// `ERR_KEY_ASYNC_ONLY` for a key that is kept elsewhere.
    pub fn thumbprint(&self) -> Result<String, Error> {
        let input = self.thumbprint_input()?;
        Ok(base64url::encode(&engine::digest(Hash::Sha256, input.as_bytes())))
    }
}

/// SHA-256 in base64url: to remember a key by, without keeping it.
pub fn digest(input: &[u8]) -> String {
    base64url::encode(&engine::digest(Hash::Sha256, input))
}
