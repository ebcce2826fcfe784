//! The registered claims (RFC 7519 section 4.1), read from a payload and held to their types.

use core::slice;
use std::borrow::Cow;

use super::date;
use crate::encoding::json::{self, NoObject, Object, Value};
use crate::error::{ClaimError, Error, Shown};

/// The registered claims of a payload.
#[derive(Default)]
pub(crate) struct Claims<'p> {
    /// Of all claims.
    names: Vec<Cow<'p, str>>,
    pub(super) iss: Option<Cow<'p, str>>,
    pub(super) sub: Option<Cow<'p, str>>,
    pub(crate) aud: Option<Audience<'p>>,
    pub(crate) exp: Option<f64>,
    pub(crate) nbf: Option<f64>,
    pub(crate) iat: Option<f64>,
    pub(super) jti: Option<Cow<'p, str>>,
}

impl<'p> Claims<'p> {
    /// Reads the payload once, and keeps nothing but this of it. Where it is an object, it may have a
    /// registered claim of another type than RFC 7519 gives it: the first such is the inner error.
    pub(super) fn scan(payload: &'p str) -> Result<Result<Self, Error>, NoObject> {
        let (mut own, mut sound) = (Self::default(), Ok(()));
        let names = json::scan(payload, |name, value| own.take_unless(name, &value, &mut sound))?;
        own.names = names;
        Ok(sound.map(|()| own))
    }

    /// Those of a payload that was read as a whole.
    pub(crate) fn of(payload: &Object<'p>) -> Result<Self, Error> {
        let (mut own, mut sound) = (Self::default(), Ok(()));
        for (name, value) in payload.iter() {
            own.take_unless(name, value, &mut sound);
        }
        own.names = payload.iter().map(|(name, _)| name.clone()).collect();
        sound.map(|()| own)
    }

    pub(crate) fn has(&self, claim: &str) -> bool {
        self.names.iter().any(|name| name == claim)
    }

    /// Once something is wrong, no more is read.
    fn take_unless(&mut self, name: &str, value: &Value<'p>, sound: &mut Result<(), Error>) {
        if sound.is_ok() {
            *sound = self.take(name, value);
        }
    }

    fn take(&mut self, name: &str, value: &Value<'p>) -> Result<(), Error> {
        match name {
            "iss" => self.iss = Some(text("iss", value)?),
            "sub" => self.sub = Some(text("sub", value)?),
            "aud" => self.aud = Some(audience(value)?),
            "exp" => self.exp = Some(date("exp", value)?),
            "nbf" => self.nbf = Some(date("nbf", value)?),
            "iat" => self.iat = Some(date("iat", value)?),
            "jti" => self.jti = Some(text("jti", value)?),
            _ => {}
        }
        Ok(())
    }
}

/// The claims that are texts.
pub(crate) const TEXTS: [&str; 3] = ["iss", "sub", "jti"];

/// Holds a claim to being a text.
pub(crate) fn text<'p>(claim: &'static str, value: &Value<'p>) -> Result<Cow<'p, str>, Error> {
    match value {
        Value::Text(text) => Ok(text.clone()),
        other => Err(invalid(claim, other, "a text")),
    }
}

/// `aud`, whichever way it is written.
pub(crate) enum Audience<'p> {
    One(Cow<'p, str>),
    Many(Vec<Cow<'p, str>>),
}

impl<'p> Audience<'p> {
    pub(crate) fn texts(&self) -> &[Cow<'p, str>] {
        match self {
            Self::One(one) => slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// Holds `aud` to being a text or a list of texts.
pub(crate) fn audience<'p>(value: &Value<'p>) -> Result<Audience<'p>, Error> {
    match value {
        Value::Text(text) => Ok(Audience::One(text.clone())),
        other => match other.as_texts() {
            Some(texts) => Ok(Audience::Many(texts)),
            None => Err(invalid("aud", other, "a text or a list of texts")),
        },
    }
}

/// Holds a claim to being a date in seconds.
pub(crate) fn date(claim: &'static str, value: &Value<'_>) -> Result<f64, Error> {
    match value {
        Value::Number(seconds, _) => date::check(claim, *seconds),
        Value::Text(text) if begins_with_day(text) => {
            let found = Shown::words("a text, as JSON makes one of a Date");
            let expected = "a number of seconds since 1970: Math.floor(date.getTime() / 1000)";
            Err(ClaimError::Invalid { claim, found, expected }.into())
        }
        other => Err(invalid(claim, other, "a number of seconds since 1970")),
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
