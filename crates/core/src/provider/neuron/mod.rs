//! Neuron: the shape of its own tokens, and what its verifier cannot take.

mod diagnosis;
mod emulation;
mod expiry;
mod files;
mod strict;
mod verifier;

pub use verifier::{Answer, Refusal, Verifier};

use super::Row;
use crate::alg::Algorithm;
use crate::encoding::json::{Object, Value};
use crate::error::{CallError, Error, Note, ProviderError, Shown, TokenError};
use crate::jwt::{Audience, SignOptions, Template};
use crate::options::{Options, invalid};

const TITLE: &str = "Neuron";
const AUDIENCE: &str = "neuron";
/// Whom Neuron takes a caller for whose token names nobody.
const ADMINISTRATOR: &str = "admin";
/// Claims of which the header may hold a copy, which must then be the same.
const COPIES: [&str; 3] = ["iss", "sub", "aud"];
/// Longer names overrun a buffer in Neuron.
const LONGEST_USER: usize = 32;

pub(super) const ROW: Row = Row {
    name: "neuron",
    title: TITLE,
    algorithms: Some(&[Algorithm::RS256]),
    rsa_bits: Some(2048..=5120),
    options,
    template,
    diagnose: Some(diagnosis::diagnose),
};

const NAMES: [&str; 6] = ["algorithm", "keyid", "expiresIn", "issuer", "audience", "textDates"];

fn options(text: &str) -> Result<SignOptions, Error> {
    let read = SignOptions::read(&Options::parse(text, &NAMES)?)?;
    let missing = |name, purpose| Error::from(CallError::OptionMissing { name, purpose });
    let issuer = read.issuer.as_deref().ok_or_else(|| {
        missing("issuer", "Neuron finds your public key by it: the file certs/ISSUER.pem")
    })?;
    if let Some(flaw) = issuer_flaw(issuer) {
        return Err(flaw.into());
    }
    if read.expires_in.is_none() {
        return Err(missing("expiresIn", "Neuron takes a token without an expiry for ever"));
    }
    match &read.audience {
        None => Ok(SignOptions { audience: Some(Audience::One(AUDIENCE.to_owned())), ..read }),
        Some(Audience::One(audience)) if audience == AUDIENCE => Ok(read),
        Some(_) => Err(invalid("audience", "another", "neuron, or left out")),
    }
}

/// Whether the issuer's key file comes before Neuron's own login key.
fn hides_login_key(issuer: &str) -> bool {
    issuer.starts_with("neuron")
}

/// What keeps an issuer from being the name of a key file.
fn issuer_flaw(issuer: &str) -> Option<ProviderError> {
    let problem = if issuer.contains(['/', '\\', '\0']) {
        "is a path; the key file lies in certs/ itself"
    } else if issuer.contains(".pem") || issuer.contains(".pub") {
        "has the file's ending; leave it off"
    } else if issuer.chars().any(char::is_control) || issuer.trim() != issuer {
        "has blanks or control characters around or in it"
    } else {
        return None;
    };
    Some(ProviderError::Issuer { found: Shown::text(issuer), problem })
}

fn template(mut template: Template, text: &str) -> Result<Template, Error> {
    let options = Options::parse(text, &NAMES)?;
    let text_dates = options.flag("textDates")?;
    let body_encode = if text_dates { "\"0\"" } else { "0" };
    template.fix("textDates", "bodyEncode", body_encode.to_owned());
    let mut template = template.with_rule(payload);
    if options.text("issuer")?.is_some_and(|issuer| hides_login_key(&issuer)) {
        template = template.with_warning(Note::LoginKeyHidden.to_string());
    }
    if text_dates {
        let found = Shown::words("a text, as Neuron's document shows it");
        let warning = Note::NeverExpires { found }.to_string();
        template = template.with_dates_as_text().with_warning(warning);
    }
    Ok(template)
}

/// `user` alone; everything else is set by the options.
fn payload(claims: &Object<'_>, _: f64) -> Result<Option<String>, Error> {
    for (name, value) in claims.iter() {
        let flaw = if name == "user" {
            user_flaw(value)
        } else {
            let claim = name.chars().take(60).collect();
            let expected = Shown::words("`user` is the only claim; the rest are options.");
            Some(ProviderError::Claim { provider: TITLE, claim, expected })
        };
        if let Some(flaw) = flaw {
            return Err(flaw.into());
        }
    }
    Ok(None)
}

/// The header's text and the payload's, where they differ.
fn differing_copy<'o>(
    header: &'o Object<'_>,
    payload: &'o Object<'_>,
    claim: &str,
) -> Option<(&'o str, &'o str)> {
    let copy = header.member(claim)?.as_text()?;
    let own = payload.member(claim)?.as_text()?;
    (copy != own).then_some((copy, own))
}

/// For a token whose `iss` leads to no key.
fn unnamed(issuer: Option<&str>) -> Error {
    let keyid = Shown::words(match issuer {
        Some(issuer) => format!("its `iss` is {}", Shown::text(issuer)),
        None => "it has no `iss` that is a text".to_owned(),
    });
    TokenError::KeyNotFound { keyid }.into()
}

/// What keeps Neuron from holding a user's name.
fn user_flaw(user: &Value<'_>) -> Option<ProviderError> {
    match user {
        Value::Text(user) if (1..=LONGEST_USER).contains(&user.len()) => None,
        Value::Text(user) => Some(ProviderError::User { found: user.len(), maximum: LONGEST_USER }),
        other => {
            let (claim, found) = ("user", Shown::words(other.kind()));
            Some(ProviderError::Entry { provider: TITLE, claim, found, expected: "a text" })
        }
    }
}
