//! The lists that say what a token, or a project, may be used for, and what is wrong with them.

use super::TITLE;
use crate::encoding::json::{Object, Value};
use crate::error::{ProviderError, Shown};
use crate::options::nearest;
use crate::provider::Flaw;

/// Entries a list.
pub(super) const MOST_ENTRIES: usize = 30;

/// The kinds of list.
pub(super) const ALLOWLISTS: [Allowlist; 4] = [
    Allowlist { claim: "methods", alias: "methods", expected: METHODS },
    Allowlist { claim: "addresses", alias: "addresses", expected: ADDRESSES },
    Allowlist { claim: "origins", alias: "origins", expected: ORIGINS },
    Allowlist { claim: "user_agents", alias: "userAgents", expected: USER_AGENTS },
];

/// One kind: the claim, the name this library's callers may also use, what an entry is.
pub(super) struct Allowlist {
    pub(super) claim: &'static str,
    pub(super) alias: &'static str,
    expected: &'static str,
}

const METHODS: &str = "a list of JSON-RPC methods such as eth_getBalance";
const ADDRESSES: &str = "a list of Ethereum addresses";
const ORIGINS: &str = "a list of origins such as https://*.example.com";
const USER_AGENTS: &str = "a list of texts that user agents contain";

/// Everything that is wrong with the claims, in their order.
pub(super) fn flaws(claims: &Object<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (name, value) in claims.iter() {
        match ALLOWLISTS.iter().find(|list| list.claim == name || list.alias == name) {
            Some(list) => list.flaws(name, value, &mut flaws),
            None => flaws.extend(misnamed(name)),
        }
    }
    flaws
}

impl Allowlist {
    /// Adds what is wrong with a list, which stands at `path`.
    pub(super) fn flaws(&self, path: &str, value: &Value<'_>, flaws: &mut Vec<Flaw>) {
        let entry = |found: Shown| {
            let (provider, claim, expected) = (TITLE, self.claim, self.expected);
            ProviderError::Entry { provider, claim, found, expected }
        };
        let mut add = |path: String, error: ProviderError| {
            flaws.push(Flaw { path, error: error.into() });
        };
        let Value::Array(entries) = value else {
            return add(path.to_owned(), entry(Shown::words(value.kind())));
        };
        if entries.len() == 0 {
            return add(path.to_owned(), entry(Shown::words("an empty list")));
        }
        if entries.len() > MOST_ENTRIES {
            let (provider, claim, found) = (TITLE, self.claim, entries.len());
            let error = ProviderError::Entries { provider, claim, found, maximum: MOST_ENTRIES };
            add(path.to_owned(), error);
        }
        for (index, value) in entries.items().iter().take(MOST_ENTRIES).enumerate() {
            let error = match value.as_text() {
                None => entry(Shown::words("entries that are no texts")),
                Some(text) if self.takes(text) => continue,
                Some(text) if self.claim == "addresses" => {
                    ProviderError::Address { found: Shown::text(text) }
                }
                Some(text) => entry(Shown::text(text)),
            };
            add(format!("{path}[{index}]"), error);
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

pub(super) fn is_address(text: &str) -> bool {
    text.strip_prefix("0x").is_some_and(|digits| {
        digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Claims of one's own pass; what looks like a misspelt rule does not.
fn misnamed(name: &str) -> Option<Flaw> {
    let known = ALLOWLISTS.map(|list| list.alias);
    let expected = match name {
        "alg" | "kid" | "typ" => "it belongs into the header: option `keyid`.".to_owned(),
        _ => format!("did you mean `{}`?", nearest(name, &known)?),
    };
    let path = name.chars().take(60).collect();
    Some(Flaw { path, error: unknown(name, expected).into() })
}

pub(super) fn unknown(claim: &str, expected: String) -> ProviderError {
    let claim = claim.chars().take(60).collect();
    ProviderError::Claim { provider: TITLE, claim, expected: Shown::words(expected) }
}
