//! Infura: what its documents say a token must have, and what it would refuse.

mod claims;
mod diagnosis;
mod gate;
mod methods;

use super::Row;
use crate::alg::Algorithm;
use crate::encoding::json::{Object, Value, quoted};
use crate::error::{CallError, Error, ProviderError, Shown};
use crate::jwt::{Audience, Claims, SignOptions, Template, is_past};
use crate::options::Options;
use claims::{ALLOWLISTS, unknown};
pub use gate::{Admitted, Decision, Gate, Refusal, Request};

const TITLE: &str = "Infura";
const AUDIENCE: &str = "infura.io";
const ALGORITHMS: &[Algorithm] = &[Algorithm::RS256, Algorithm::ES256];

pub(super) const ROW: Row = Row {
    name: "infura",
    title: TITLE,
    algorithms: Some(ALGORITHMS),
    rsa_bits: None,
    options,
    template,
    diagnose: Some(diagnosis::diagnose),
};

fn options(text: &str) -> Result<SignOptions, Error> {
    let options = Options::parse(text, &SignOptions::NAMES)?;
    let read = SignOptions::read(&options)?;
    if let Some(Value::Object(header)) = options.value("header")
        && header.read().member("typ").is_some_and(|typ| typ.as_text() != Some("JWT"))
    {
        let expected = "an object whose `typ` is JWT, or that has none";
        return Err(crate::options::invalid("header", "an object with another `typ`", expected));
    }
    match &read.audience {
        None => Ok(SignOptions { audience: Some(Audience::One(AUDIENCE.to_owned())), ..read }),
        Some(Audience::One(audience)) if audience == AUDIENCE => Ok(read),
        Some(_) => Err(crate::options::invalid("audience", "another", "infura.io, or left out")),
    }
}

fn template(template: Template, _: &str) -> Result<Template, Error> {
    if !template.has_keyid() {
        let purpose = "Infura finds your public key by it; the dashboard shows it as the key's ID";
        return Err(CallError::OptionMissing { name: "keyid", purpose }.into());
    }
    let rule = if template.sets_expiry() { payload } else { expiring_payload };
    Ok(template.with_rule(rule))
}

/// A payload whose expiry no option sets.
fn expiring_payload(claims: &Object<'_>, now: f64) -> Result<Option<String>, Error> {
    match Claims::of(claims)?.exp {
        None => {
            let purpose = "Infura takes no token that never expires";
            Err(CallError::OptionMissing { name: "expiresIn", purpose }.into())
        }
        Some(exp) if is_past(exp, now) => Err(ProviderError::Entry {
            provider: TITLE,
            claim: "exp",
            found: Shown::words("a date that has passed"),
            expected: "in the future",
        }
        .into()),
        Some(_) => payload(claims, now),
    }
}

fn payload(claims: &Object<'_>, _: f64) -> Result<Option<String>, Error> {
    if claims.member("aud").is_some() {
        let expected = "leave it out, it is always infura.io.".to_owned();
        return Err(unknown("aud", expected).into());
    }
    if let Some(flaw) = claims::flaws(claims).into_iter().next() {
        return Err(flaw.error);
    }
    let aliased =
        |name: &str| ALLOWLISTS.iter().find(|list| list.alias == name && list.claim != name);
    if !claims.iter().any(|(name, _)| aliased(name).is_some()) {
        return Ok(None);
    }
    let mut members = Vec::new();
    for (name, value) in claims.iter() {
        let written = aliased(name).map_or(&**name, |list| list.claim);
        if written != name && claims.member(written).is_some() {
            return Err(unknown(name, format!("`{written}` is there already.")).into());
        }
        members.push(format!("{}:{}", quoted(written), value.to_json()));
    }
    Ok(Some(format!("{{{}}}", members.join(","))))
}
