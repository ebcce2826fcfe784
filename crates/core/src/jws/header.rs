//! The JOSE header (RFC 7515 section 4): read and written.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::alg::Algorithm;
use crate::encoding::json::{Object, Value, quoted};
use crate::error::{CallError, Error, Shown, TokenError};

/// What the library reads of a token's header.
pub(crate) struct Header<'h> {
    /// The name as it stands; no algorithm is chosen by it.
    pub(crate) alg: Option<&'h str>,
    pub(crate) kid: Option<&'h str>,
    pub(crate) typ: Option<&'h str>,
    /// Extensions that must be understood.
    pub(crate) crit: Vec<Cow<'h, str>>,
}

/// The names RFC 7515 defines, which `crit` must not hold (section 4.1.11), and RFC 7797's.
const REGISTERED: [&str; 11] =
    ["alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit"];

impl<'h> Header<'h> {
    pub(super) fn read(header: &'h Object<'h>) -> Result<Self, Error> {
        let (read, flaws) = Self::examine(header);
        flaws.into_iter().next().map_or(Ok(read), |(_, flaw)| Err(flaw))
    }

    /// What can be read, and everything that is wrong, each with its parameter.
    pub(crate) fn examine(header: &'h Object<'h>) -> (Self, Vec<(&'static str, Error)>) {
        let mut flaws = Vec::new();
        if matches!(header.member("b64"), Some(value) if !matches!(value, Value::True)) {
            let expected = "true (unencoded payloads, RFC 7797, are not supported)";
            flaws.push(("b64", TokenError::Header { name: "b64", expected }.into()));
        }
        let mut text = |name| match header.member(name) {
            None => None,
            Some(Value::Text(text)) => Some(&**text),
            Some(_) => {
                flaws.push((name, TokenError::Header { name, expected: "a text" }.into()));
                None
            }
        };
        let (alg, kid, typ) = (text("alg"), text("kid"), text("typ"));
        let crit = critical(header).unwrap_or_else(|| {
            flaws.push(("crit", TokenError::CritInvalid.into()));
            Vec::new()
        });
        (Self { alg, kid, typ, crit }, flaws)
    }

    /// The algorithm the token claims to be signed with.
    pub(crate) fn algorithm(&self) -> Result<Algorithm, Error> {
        let name = self.alg.ok_or(TokenError::AlgorithmMissing)?;
        if name.eq_ignore_ascii_case("none") {
            return Err(TokenError::AlgorithmNone.into());
        }
        let unknown = || TokenError::AlgorithmUnknown { found: Shown::text(name) };
        Ok(Algorithm::named(name).ok_or_else(unknown)?)
    }

    /// Refuses extensions that the caller did not say it understands.
    pub(crate) fn understood(&self, names: &[String]) -> Result<(), Error> {
        match self.crit.iter().find(|name| !names.iter().any(|known| known == *name)) {
            Some(name) => Err(TokenError::CritUnknown { name: Shown::text(name) }.into()),
            None => Ok(()),
        }
    }
}

/// `crit`: a list, not empty, of distinct names that the header has and no RFC has taken.
fn critical<'h>(header: &Object<'h>) -> Option<Vec<Cow<'h, str>>> {
    let Some(value) = header.member("crit") else { return Some(Vec::new()) };
    let names = value.as_texts()?;
    // A set, because a stranger chooses how many names there are; each may be taken from it once.
    let mut present = BTreeSet::new();
    present.extend(header.iter().map(|(name, _)| &**name));
    let all_sound =
        names.iter().all(|name| present.remove(&**name) && !REGISTERED.contains(&&**name));
    (!names.is_empty() && all_sound).then_some(names)
}

/// A header to be signed.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) has_keyid: bool,
}

/// Writes `alg`, `typ`, `kid` and the caller's further parameters, given as a JSON object.
pub(crate) fn write(
    algorithm: Algorithm,
    keyid: Option<&str>,
    typ: Option<&str>,
    further: Option<&str>,
) -> Result<Written, Error> {
    let further = match further.map(Object::parse) {
        None => Object::default(),
        Some(Ok(object)) => object,
        Some(Err(_)) => {
            return Err(crate::options::invalid("header", "no object", "a JSON object"));
        }
    };
    let mut members = vec![format!("\"alg\":{}", quoted(algorithm.name()))];
    if let Some(typ) = typ.filter(|_| further.member("typ").is_none()) {
        members.push(format!("\"typ\":{}", quoted(typ)));
    }
    members.extend(keyid.map(|keyid| format!("\"kid\":{}", quoted(keyid))));
    for (name, value) in further.iter() {
        let invalid = |problem| CallError::HeaderInvalid { name: Shown::text(name), problem };
        match (&**name, value.as_text()) {
            ("alg", Some(same)) if same == algorithm.name() => continue,
            ("alg", _) => return Err(invalid("is not the algorithm of the signature").into()),
            ("kid", Some(same)) if Some(same) == keyid => continue,
            ("kid", _) if keyid.is_some() => {
                return Err(CallError::OptionConflict { name: "keyid", claim: "kid" }.into());
            }
            ("kid", Some("")) => return Err(invalid("is empty").into()),
            ("kid" | "typ" | "cty", None) => return Err(invalid("is not a text").into()),
            ("b64", _) => return Err(invalid("is not supported (RFC 7797)").into()),
            _ => members.push(format!("{}:{}", quoted(name), value.to_json())),
        }
    }
    if critical(&further).is_none() {
        let name = Shown::text("crit");
        let problem = "is not a list of distinct extension names that the header has";
        return Err(CallError::HeaderInvalid { name, problem }.into());
    }
    let has_keyid = keyid.is_some() || further.member("kid").is_some();
    Ok(Written { text: format!("{{{}}}", members.join(",")), has_keyid })
}
