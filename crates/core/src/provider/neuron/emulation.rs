//! A request as Neuron looks at it, with all that it takes.

use super::expiry::{Date, date, has_wide_number};
use super::files::KeyFiles;
use super::unnamed;
use crate::alg::Algorithm;
use crate::encoding::base64url;
use crate::encoding::json::{Object, Value};
use crate::error::{Error, GateError, ProviderError, Segment, Shown, TokenError};
use crate::jws::{self, MAX_TOKEN_LENGTH};
use crate::jwt::claims::{check_expiry, check_start};
use crate::jwt::mismatch;

/// Whom the token speaks for.
pub(super) fn user(
    files: &KeyFiles,
    authorization: Option<&str>,
    now: f64,
) -> Result<String, Error> {
    let authorization = authorization.filter(|header| header.len() > DROPPED);
    let texts = Texts::read(authorization.ok_or(GateError::TokenMissing)?)?;
    let header = object(&texts.header, Segment::Header)?;
    let payload = object(&texts.payload, Segment::Payload)?;
    check_signature(files, &header, &payload, &texts)?;
    check_claims(&header, &payload, now)?;
    let user = payload.member("user").and_then(Value::as_text);
    Ok(user.unwrap_or(super::ADMINISTRATOR).to_owned())
}

/// So many bytes go before the token, whatever they are.
const DROPPED: usize = 7;

/// A token's parts, read as far as they are base64.
struct Texts<'t> {
    header: String,
    payload: String,
    signature: Vec<u8>,
    signing_input: &'t [u8],
}

impl<'t> Texts<'t> {
    fn read(authorization: &'t str) -> Result<Self, Error> {
        let token = authorization.get(DROPPED..).unwrap_or_default();
        if token.len() > MAX_TOKEN_LENGTH {
            let (length, maximum) = (token.len(), MAX_TOKEN_LENGTH);
            return Err(TokenError::TooLong { length, maximum }.into());
        }
        let mut parts = token.splitn(3, '.');
        let (Some(header), Some(payload), Some(rest)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(TokenError::Parts { found: token.split('.').count() }.into());
        };
        let end = header.len().saturating_add(payload.len()).saturating_add(1);
        Ok(Self {
            header: jws::utf8(decoded(header), Segment::Header)?,
            payload: jws::utf8(decoded(payload), Segment::Payload)?,
            signature: decoded(rest),
            signing_input: token.as_bytes().get(..end).unwrap_or_default(),
        })
    }
}

/// Plain base64 or base64url, up to the first character that is neither.
fn decoded(text: &str) -> Vec<u8> {
    let is_base64 = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    let read = text.chars().take_while(is_base64).map(|character| match character {
        '+' => '-',
        '/' => '_',
        other => other,
    });
    let read: String = read.collect();
    base64url::decode_loosely(&read)
}

/// Of a name that stands twice, the last counts.
fn object(text: &str, segment: Segment) -> Result<Object<'_>, Error> {
    let (object, _) = jws::lenient_object(text, segment)?;
    if has_wide_number(text) {
        // Where and which does not matter: nothing of it is read.
        return Err(TokenError::Json { segment, line: 1, column: 1 }.into());
    }
    Ok(object)
}

fn check_signature(
    files: &KeyFiles,
    header: &Object<'_>,
    payload: &Object<'_>,
    texts: &Texts<'_>,
) -> Result<(), Error> {
    let issuer = payload.member("iss").and_then(Value::as_text);
    let file = issuer.and_then(|issuer| files.starting_with(issuer));
    let file = file.ok_or_else(|| unnamed(issuer))?;
    let usable = file.usable.as_ref().filter(|usable| !usable.was_mended);
    let problem = "it was found for the token and cannot be read";
    let usable = usable.ok_or(ProviderError::KeyFile { problem })?;
    let name = Algorithm::RS256.name();
    if header.member("alg").and_then(Value::as_text) != Some(name) {
        let (found, expected) = ("another one", Shown::words(name));
        return Err(TokenError::AlgorithmNotAllowed { found, expected }.into());
    }
    let Texts { signature, signing_input, .. } = texts;
    if usable.key.verify(Algorithm::RS256, signing_input, signature) {
        return Ok(());
    }
    Err(TokenError::Signature.into())
}

/// What is expired and nothing else has a code of its own, so that comes last.
fn check_claims(header: &Object<'_>, payload: &Object<'_>, now: f64) -> Result<(), Error> {
    if let Date::At(nbf) = date(payload.member("nbf")) {
        check_start(nbf, now, 0.0)?;
    }
    for claim in super::COPIES {
        if let Some((copy, own)) = super::differing_copy(header, payload, claim) {
            return Err(mismatch(claim, copy, [&own.to_owned()]));
        }
    }
    match date(payload.member("exp")) {
        Date::At(exp) => check_expiry(exp, now, 0.0),
        Date::None => Ok(()),
    }
}
