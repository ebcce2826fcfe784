//! The registered claims (RFC 7519 section 4.1), read from a payload and held to their types.

use super::date;
use crate::encoding::json::{Object, Value};
use crate::error::{ClaimError, Error, Shown};

/// The registered claims of a payload.
pub(crate) struct Claims<'p> {
    payload: &'p Object<'p>,
    pub(crate) exp: Option<f64>,
    pub(crate) nbf: Option<f64>,
    pub(crate) iat: Option<f64>,
}

impl<'p> Claims<'p> {
    /// Refuses a registered claim that has another type than RFC 7519 gives it.
    pub(crate) fn read(payload: &'p Object<'p>) -> Result<Self, Error> {
        for claim in ["iss", "sub", "jti"] {
            match payload.member(claim) {
                None | Some(Value::Text(_)) => {}
                Some(other) => return Err(invalid(claim, other, "a text")),
            }
        }
        match payload.member("aud") {
            None | Some(Value::Text(_)) => {}
            Some(list) if list.as_texts().is_some() => {}
            Some(other) => return Err(invalid("aud", other, "a text or a list of texts")),
        }
        Ok(Self {
            payload,
            exp: date(payload, "exp")?,
            nbf: date(payload, "nbf")?,
            iat: date(payload, "iat")?,
        })
    }

    pub(crate) fn has(&self, claim: &str) -> bool {
        self.payload.member(claim).is_some()
    }

    pub(super) fn text(&self, claim: &str) -> Option<&str> {
        self.payload.member(claim).and_then(Value::as_text)
    }

    /// `aud` as a list, whichever way it is written.
    pub(super) fn audience(&self) -> Option<Vec<&str>> {
        match self.payload.member("aud")? {
            Value::Text(text) => Some(vec![text]),
            list => list.as_texts(),
        }
    }
}

fn date(payload: &Object<'_>, claim: &'static str) -> Result<Option<f64>, Error> {
    match payload.member(claim) {
        None => Ok(None),
        Some(Value::Number(seconds, _)) => date::check(claim, *seconds).map(Some),
        Some(other) => Err(invalid(claim, other, "a number of seconds since 1970")),
    }
}

fn invalid(claim: &'static str, found: &Value<'_>, expected: &'static str) -> Error {
    ClaimError::Invalid { claim, found: Shown::words(found.kind()), expected }.into()
}

/// Whether a token that expires at `exp` has expired at `now` (RFC 7519 section 4.1.4: it is
/// valid before that moment, not at it).
pub(crate) fn is_past(exp: f64, now: f64) -> bool {
    now >= exp
}
