//! A request as Neuron should look at it.

use super::files::KeyFiles;
use super::{unnamed, user_flaw};
use crate::encoding::json::Value;
use crate::error::{Error, GateError, Segment};
use crate::jws;
use crate::jwt::{self, mismatch};

/// Whom the token speaks for.
pub(super) fn user(
    files: &KeyFiles,
    authorization: Option<&str>,
    now: f64,
) -> Result<String, Error> {
    let authorization = authorization.filter(|header| header.len() > SCHEME.len());
    let authorization = authorization.ok_or(GateError::TokenMissing)?;
    let (scheme, token) = authorization.split_at_checked(SCHEME.len()).ok_or(GateError::Scheme)?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Err(GateError::Scheme.into());
    }
    let decoded = jwt::decode(token)?;
    let payload = jws::object(&decoded.payload, Segment::Payload)?;
    let issuer = payload.member("iss").and_then(Value::as_text);
    let usable = issuer.and_then(|issuer| files.named(issuer)).ok_or_else(|| unnamed(issuer))?;
    usable.strict.verify(token, now)?;

    // What only Neuron has in a token.
    let header = jws::object(decoded.header.text(), Segment::Header)?;
    for claim in super::COPIES {
        if let Some((copy, own)) = super::differing_copy(&header, &payload, claim) {
            return Err(mismatch(claim, copy, [&own.to_owned()]));
        }
    }
    let Some(user) = payload.member("user") else { return Ok(super::ADMINISTRATOR.to_owned()) };
    match user_flaw(user) {
        Some(flaw) => Err(flaw.into()),
        None => Ok(user.as_text().unwrap_or_default().to_owned()),
    }
}

const SCHEME: &str = "Bearer ";
