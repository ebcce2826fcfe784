//! Tokens as others might make them.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotmint::jwt::{Verified, Verifier, VerifyOptions};
use jotmint::{Algorithm, Error, Key, Rules, jws, jwt};

use crate::keys::{signing, verifying};

pub(crate) const NOW: f64 = 1_700_000_000.0;

pub(crate) fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// With a signature that nobody made.
pub(crate) fn forged(header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
    format!("{}.{}.{}", encoded(header), encoded(payload), encoded([7; 32]))
}

/// Signed with HS256, whatever the payload is.
pub(crate) fn signed(payload: impl AsRef<[u8]>) -> String {
    signed_with_header("{}", payload)
}

/// Signed with HS256, with further header parameters.
pub(crate) fn signed_with_header(header: &str, payload: impl AsRef<[u8]>) -> String {
    let options = jws::JwsSignOptions { header: Some(header.to_owned()), ..Default::default() };
    jws::sign(payload.as_ref(), &signing(Algorithm::HS256), &options).unwrap()
}

/// Checks what [`signed`] made.
pub(crate) fn verify(token: &str) -> Result<Verified, Error> {
    static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| {
        Verifier::new(&[verifying(Algorithm::HS256)], &VerifyOptions::default()).unwrap()
    });
    VERIFIER.verify(token, NOW)
}

/// Checks with options, as JSON.
pub(crate) fn verify_with(token: &str, keys: &[Key], options: &str) -> Result<Verified, Error> {
    Verifier::new(keys, &VerifyOptions::from_json(options)?)?.verify(token, NOW)
}

/// Makes a token by a service's rules, and takes it apart.
pub(crate) fn minted(
    rules: Rules,
    key: &Key,
    payload: &str,
    options: &str,
) -> Result<jwt::Decoded, Error> {
    jwt::decode(&rules.signer(key, options)?.sign(payload, NOW)?)
}
