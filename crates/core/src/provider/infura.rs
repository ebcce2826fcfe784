//! Infura: what its documents say a token must have, and what it would refuse.

use super::Row;
use crate::alg::Algorithm;
use crate::encoding::json::{Object, Value, quoted};
use crate::error::{CallError, Error, ProviderError, Shown};
use crate::jwt::{Audience, Claims, SignOptions, Template, is_past};
use crate::options::{Options, nearest};

const TITLE: &str = "Infura";
const AUDIENCE: &str = "infura.io";
/// Entries a list.
const MOST_ENTRIES: usize = 30;

pub(super) const ROW: Row = Row {
    name: "infura",
    title: TITLE,
    algorithms: Some(&[Algorithm::RS256, Algorithm::ES256]),
    rsa_bits: None,
    options,
    template,
};

/// The allowlists: the claim, the name this library's callers may also use, what an entry is.
const ALLOWLISTS: [Allowlist; 4] = [
    Allowlist { claim: "methods", alias: "methods", expected: METHODS },
    Allowlist { claim: "addresses", alias: "addresses", expected: ADDRESSES },
    Allowlist { claim: "origins", alias: "origins", expected: ORIGINS },
    Allowlist { claim: "user_agents", alias: "userAgents", expected: USER_AGENTS },
];

struct Allowlist {
    claim: &'static str,
    alias: &'static str,
    expected: &'static str,
}

const METHODS: &str = "a list of JSON-RPC methods such as eth_getBalance";
const ADDRESSES: &str = "a list of Ethereum addresses";
const ORIGINS: &str = "a list of origins such as https://*.example.com";
const USER_AGENTS: &str = "a list of texts that user agents contain";

fn options(text: &str) -> Result<SignOptions, Error> {
    let options = Options::parse(text, &SignOptions::NAMES)?;
    let read = SignOptions::read(&options)?;
    if let Some(Value::Object(header)) = options.value("header")
        && header.member("typ").is_some_and(|typ| typ.as_text() != Some("JWT"))
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
    match Claims::read(claims)?.exp {
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
    for (name, value) in claims.iter() {
        match ALLOWLISTS.iter().find(|list| list.claim == name || list.alias == name) {
            Some(list) => list.check(value)?,
            None => check_other(name)?,
        }
    }
    let aliased =
        |name: &str| ALLOWLISTS.iter().find(|list| list.alias == name && list.claim != name);
    if !claims.iter().any(|(name, _)| aliased(name).is_some()) {
        return Ok(None);
    }
    let mut members = Vec::new();
    for (name, value) in claims.iter() {
        let written = aliased(name).map_or(name, |list| list.claim);
        if written != name && claims.member(written).is_some() {
            return Err(unknown(name, format!("`{written}` is there already.")));
        }
        members.push(format!("{}:{}", quoted(written), value.to_json()));
    }
    Ok(Some(format!("{{{}}}", members.join(","))))
}

impl Allowlist {
    fn check(&self, value: &Value<'_>) -> Result<(), Error> {
        let entry = |found: Shown| ProviderError::Entry {
            provider: TITLE,
            claim: self.claim,
            found,
            expected: self.expected,
        };
        let Some(entries) = value.as_texts() else {
            return Err(entry(Shown::words(match value {
                Value::Array(_) => "entries that are no texts",
                other => other.kind(),
            }))
            .into());
        };
        if entries.is_empty() {
            return Err(entry(Shown::words("an empty list")).into());
        }
        if entries.len() > MOST_ENTRIES {
            return Err(ProviderError::Entries {
                provider: TITLE,
                claim: self.claim,
                found: entries.len(),
                maximum: MOST_ENTRIES,
            }
            .into());
        }
        match entries.into_iter().find(|text| !self.takes(text)) {
            None => Ok(()),
            Some(text) if self.claim == "addresses" => {
                Err(ProviderError::Address { found: Shown::text(text) }.into())
            }
            Some(text) => Err(entry(Shown::text(text)).into()),
        }
    }

    fn takes(&self, text: &str) -> bool {
        let plain = !text.is_empty() && !text.chars().any(char::is_control);
        match self.claim {
            "addresses" => is_address(text),
            "methods" => {
                plain && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            }
            "origins" => plain && !text.contains(char::is_whitespace),
            _ => plain,
        }
    }
}

fn is_address(text: &str) -> bool {
    text.strip_prefix("0x").is_some_and(|digits| {
        digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Claims of one's own pass; what looks like a misspelt rule does not.
fn check_other(name: &str) -> Result<(), Error> {
    let known = ALLOWLISTS.map(|list| list.alias);
    match name {
        "aud" => Err(unknown(name, "leave it out, it is always infura.io.".to_owned())),
        "alg" | "kid" | "typ" => {
            Err(unknown(name, "it belongs into the header: option `keyid`.".to_owned()))
        }
        _ => match nearest(name, &known) {
            Some(near) => Err(unknown(name, format!("did you mean `{near}`?"))),
            None => Ok(()),
        },
    }
}

fn unknown(claim: &str, expected: String) -> Error {
    let claim = claim.chars().take(60).collect();
    ProviderError::Claim { provider: TITLE, claim, expected: Shown::words(expected) }.into()
}
