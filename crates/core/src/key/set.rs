//! Sets of keys (RFC 7517 section 5).

use super::{ImportOptions, Key, jwk};
use crate::encoding::json::{Object, Value};
use crate::error::{Error, KeyError};

/// The keys of a JWKS that can be used for signatures here.
///
/// ```
/// use jotmint::KeySet;
///
/// let jwks = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01",
///     "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
/// let set = KeySet::from_jwks(jwks)?;
/// assert_eq!(set.keys()[0].keyid(), Some("2026-01"));
/// # Ok::<(), jotmint::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct KeySet {
    keys: Vec<Key>,
}

impl KeySet {
    /// Reads a JWKS. Keys of other types or for other uses are left out, as RFC 7517 section 5
    /// asks; a set in which none is left is refused.
    ///
    /// # Errors
    /// `ERR_KEY_JWK` where it is no JWKS, `ERR_KEY_SET_EMPTY`.
    pub fn from_jwks(text: &str) -> Result<Self, Error> {
        let broken = |problem| KeyError::Jwk { member: "keys", problem };
        let Ok(set) = Object::parse(text) else {
            return Err(KeyError::Jwk { member: "JWKS", problem: "is not a JSON object" }.into());
        };
        let Some(Value::Array(items)) = set.member("keys") else {
            return Err(broken("is not a list of keys").into());
        };
        let items = items.items();
        let key = |item: &Value<'_>| match item {
            Value::Object(jwk) => jwk::read(&jwk.read(), &ImportOptions::default()).ok(),
            _ => None,
        };
        let keys: Vec<Key> = items.iter().filter_map(key).collect();
        if keys.is_empty() {
            return Err(KeyError::SetEmpty { found: items.len() }.into());
        }
        Ok(Self { keys })
    }

    /// The keys, in the set's order.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }
}
