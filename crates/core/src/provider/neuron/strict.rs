//! A request as Neuron should look at it.

use super::files::KeyFiles;
use super::user_flaw;
use super::verifier::{Code, Refused};
use crate::encoding::json::Value;
use crate::error::{ClaimError, Error, GateError, Segment, Shown, TokenError};
use crate::jws;
use crate::jwt::{self, mismatch, missing};

/// Whom the token speaks for.
pub(super) fn user(
    files: &KeyFiles,
    authorization: Option<&str>,
    now: f64,
) -> Result<String, Refused> {
    let authorization = authorization.filter(|header| header.len() > SCHEME.len());
    let authorization =
        authorization.ok_or(GateError::TokenMissing).map_err(Code::Need.because())?;
    let scheme = authorization.get(..SCHEME.len());
    let token = authorization.get(SCHEME.len()..);
    let token = token.filter(|_| scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME)));
    let token = token.ok_or(GateError::Scheme).map_err(Code::Decode.because())?;

    let decoded = jwt::decode(token).map_err(Code::Decode.because())?;
    let issuer = issuer(&decoded.payload).map_err(Code::Decode.because())?;
    let usable = files.named(&issuer).and_then(|file| file.usable.as_ref());
    let usable = usable.ok_or_else(|| no_file(&issuer)).map_err(Code::Decode.because())?;
    let verified = usable.strict.verify(token, now).map_err(|error| {
        let code = match error {
            Error::Claim(ClaimError::Expired { .. }) => Code::Expired,
            Error::Claim(_) => Code::Validate,
            _ => Code::Decode,
        };
        Refused(code, error)
    })?;
    claims(&verified.header, &verified.payload).map_err(Code::Validate.because())
}

const SCHEME: &str = "Bearer ";

fn issuer(payload: &str) -> Result<String, Error> {
    let payload = jws::object(payload, Segment::Payload)?;
    let issuer = jwt::claims::text(&payload, "iss")?;
    issuer.map(str::to_owned).ok_or_else(|| missing("iss"))
}

pub(super) fn no_file(issuer: &str) -> Error {
    let keyid = Shown::words(format!("its `iss` is {}", Shown::text(issuer)));
    TokenError::KeyNotFound { keyid }.into()
}

/// What only Neuron has in a token.
fn claims(header: &str, payload: &str) -> Result<String, Error> {
    let header = jws::object(header, Segment::Header)?;
    let payload = jws::object(payload, Segment::Payload)?;
    for claim in super::COPIES {
        if let Some((copy, own)) = super::differing_copy(&header, &payload, claim) {
            return Err(mismatch(claim, copy, [&own.to_owned()]));
        }
    }
    let Some(user) = payload.member("user") else { return Ok(super::ADMINISTRATOR.to_owned()) };
    match (user_flaw(user), user) {
        (None, Value::Text(user)) => Ok(user.clone().into_owned()),
        (Some(flaw), _) => Err(flaw.into()),
        (None, _) => Ok(super::ADMINISTRATOR.to_owned()),
    }
}
