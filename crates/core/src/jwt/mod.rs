//! JSON Web Tokens (RFC 7519): claims, signed and checked.
//!
//! The clock is the caller's: every call takes `now`, in seconds since 1970.

pub(crate) mod claims;
pub(crate) mod date;
mod decode;
mod duration;
mod options;
mod sign;
mod verify;

use crate::error::Error;

pub(crate) use claims::{Claims, is_past};
pub use decode::{Decoded, Decoder};
pub use options::{Audience, SignOptions, VerifyOptions};
pub use sign::{Signer, Template};
pub use verify::{Validity, Verified, Verifier};
pub(crate) use verify::{mismatch, missing};

/// Takes a token apart. Nothing but its form is checked: do not trust what comes out.
///
/// # Errors
/// Those of [`TokenError`](crate::error::TokenError) that are about its form.
///
/// ```
/// use jotmint::jwt;
///
/// let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.";
/// assert_eq!(jwt::decode(token)?.payload, r#"{"sub":"bob"}"#);
/// # Ok::<(), jotmint::Error>(())
/// ```
pub fn decode(token: &str) -> Result<Decoded, Error> {
    Decoder::default().decode(token)
}
