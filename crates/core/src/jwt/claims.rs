//! The registered claims (RFC 7519 section 4.1), read from a payload and held to their types.

use core::slice;

use super::date;
use crate::encoding::json::{Object, Value};
use crate::error::{ClaimError, Error, Shown};

/// The registered claims of a payload.
pub(crate) struct Claims<'p> {
    payload: &'p Object<'p>,
    pub(super) audience: Option<Audience<'p>>,
    pub(crate) exp: Option<f64>,
    pub(crate) nbf: Option<f64>,
    pub(crate) iat: Option<f64>,
}

impl<'p> Claims<'p> {
    /// Refuses a registered claim that has another type than RFC 7519 gives it.
    pub(crate) fn read(payload: &'p Object<'p>) -> Result<Self, Error> {
        for claim in TEXTS {
            text(payload, claim)?;
        }
        Ok(Self {
            payload,
            audience: audience(payload)?,
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
}

/// The claims that are texts.
pub(crate) const TEXTS: [&str; 3] = ["iss", "sub", "jti"];

/// Holds a claim to being a text.
pub(crate) fn text<'p>(
    payload: &'p Object<'_>,
    claim: &'static str,
) -> Result<Option<&'p str>, Error> {
    match payload.member(claim) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text)),
        Some(other) => Err(invalid(claim, other, "a text")),
    }
}

/// `aud`, whichever way it is written.
pub(crate) enum Audience<'p> {
    One(&'p str),
    Many(Vec<&'p str>),
}

impl<'p> Audience<'p> {
    pub(crate) fn texts(&self) -> &[&'p str] {
        match self {
            Self::One(one) => slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// Holds `aud` to being a text or a list of texts.
pub(crate) fn audience<'p>(payload: &'p Object<'_>) -> Result<Option<Audience<'p>>, Error> {
    match payload.member("aud") {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(Audience::One(text))),
        Some(other) => match other.as_texts() {
            Some(texts) => Ok(Some(Audience::Many(texts))),
            None => Err(invalid("aud", other, "a text or a list of texts")),
        },
    }
}

/// Holds a claim to being a date in seconds.
pub(crate) fn date(payload: &Object<'_>, claim: &'static str) -> Result<Option<f64>, Error> {
    match payload.member(claim) {
        None => Ok(None),
        Some(Value::Number(seconds, _)) => date::check(claim, *seconds).map(Some),
        Some(Value::Text(text)) if begins_with_day(text) => {
            let found = Shown::words("a text, as JSON makes one of a Date");
            let expected = "a number of seconds since 1970: Math.floor(date.getTime() / 1000)";
            Err(ClaimError::Invalid { claim, found, expected }.into())
        }
        Some(other) => Err(invalid(claim, other, "a number of seconds since 1970")),
    }
}

/// Whether it begins as `2026-01-31T12:00:00Z` does.
fn begins_with_day(text: &str) -> bool {
    const FORM: &str = "0000-00-00";
    let fits = |(form, byte): (u8, u8)| form == byte || (form == b'0' && byte.is_ascii_digit());
    text.len() >= FORM.len() && FORM.bytes().zip(text.bytes()).all(fits)
}

fn invalid(claim: &'static str, found: &Value<'_>, expected: &'static str) -> Error {
    ClaimError::Invalid { claim, found: Shown::words(found.kind()), expected }.into()
}

/// Refuses a token that has expired at `now`.
pub(crate) fn check_expiry(exp: f64, now: f64, tolerance: f64) -> Result<(), Error> {
    if !is_past(exp + tolerance, now) {
        return Ok(());
    }
    let (at, ago) = (date::in_words(exp), date::span_in_words(now - exp));
    Err(ClaimError::Expired { at, ago }.into())
}

/// Refuses a token that is not valid yet at `now`.
pub(crate) fn check_start(nbf: f64, now: f64, tolerance: f64) -> Result<(), Error> {
    if now >= nbf - tolerance {
        return Ok(());
    }
    let (at, within) = (date::in_words(nbf), date::span_in_words(nbf - now));
    Err(ClaimError::NotActive { at, within }.into())
}

/// Refuses a token that says it was made later than `now`.
pub(crate) fn check_issue(iat: f64, now: f64, tolerance: f64) -> Result<(), Error> {
    if now >= iat - tolerance {
        return Ok(());
    }
    Err(ClaimError::IssuedInFuture { at: date::in_words(iat) }.into())
}

/// Whether a token that expires at `exp` has expired at `now` (RFC 7519 section 4.1.4: it is
/// valid before that moment, not at it).
pub(crate) fn is_past(exp: f64, now: f64) -> bool {
    now >= exp
}
