//! Low: options as a caller gives them, in JSON. Unknown names and wrong types are refused, with
//! the nearest name that exists.

use std::borrow::Cow;

use crate::encoding::decimal;
use crate::encoding::json::{NoObject, Object, ObjectText, Value};
use crate::error::{CallError, Error, Shown};

/// The options of one call.
pub(crate) struct Options<'a> {
    members: Object<'a>,
    /// Before each name in messages: `keys[1].`, or nothing.
    path: String,
}

impl<'a> Options<'a> {
    /// Reads a JSON object that has none but the known names.
    pub(crate) fn parse(text: &'a str, known: &[&str]) -> Result<Self, Error> {
        let members = Object::parse(text).map_err(|error| {
            let found = match error {
                NoObject::Other(kind) => kind,
                NoObject::NotJson(_) => "no JSON",
            };
            invalid("options", found, "an object")
        })?;
        Self::of(members, String::new(), known)
    }

    /// Those of an object inside an option, which stands at `path`.
    pub(crate) fn nested(
        object: ObjectText<'a>,
        path: &str,
        known: &[&str],
    ) -> Result<Self, Error> {
        Self::of(object.read(), format!("{path}."), known)
    }

    fn of(members: Object<'a>, path: String, known: &[&str]) -> Result<Self, Error> {
        if let Some((name, _)) = members.iter().find(|(name, _)| !known.contains(&&***name)) {
            let known = Shown::words(match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}.", known.join(", ")),
            });
            let name: String = name.chars().take(60).collect();
            return Err(CallError::OptionUnknown { name: path + &name, known }.into());
        }
        Ok(Self { members, path })
    }

    /// The raw value, for what no method here reads.
    pub(crate) fn value(&self, name: &str) -> Option<&Value<'a>> {
        self.members.member(name)
    }

    /// A text that is not empty.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, Error> {
        match self.members.member(name) {
            None => Ok(None),
            Some(Value::Text(text)) if !text.is_empty() => Ok(Some(text.clone().into_owned())),
            Some(Value::Text(_)) => {
                let name = self.path.clone() + name;
                Err(invalid(&name, "an empty text", "a text that is not empty"))
            }
            Some(other) => Err(invalid(&(self.path.clone() + name), other.kind(), "a text")),
        }
    }

    /// One text or a list of texts, none of them empty.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Error> {
        const EXPECTED: &str = "a text, or a list of texts, none of them empty";
        let Some(value) = self.members.member(name) else { return Ok(None) };
        let texts = match value {
            Value::Text(text) => vec![text.clone()],
            other => other.as_texts().ok_or_else(|| invalid(name, other.kind(), EXPECTED))?,
        };
        if texts.is_empty() || texts.iter().any(|text| text.is_empty()) {
            return Err(invalid(name, "empty", EXPECTED));
        }
        Ok(Some(texts.into_iter().map(Cow::into_owned).collect()))
    }

    /// An object, as JSON text.
    pub(crate) fn object(&self, name: &str) -> Result<Option<String>, Error> {
        match self.members.member(name) {
            None => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object.as_json().to_owned())),
            Some(other) => Err(invalid(name, other.kind(), "an object")),
        }
    }

    /// Whether the option is there and true.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Error> {
        match self.members.member(name) {
            None => Ok(false),
            Some(Value::False) => Ok(false),
            Some(Value::True) => Ok(true),
            Some(other) => Err(invalid(name, other.kind(), "true or false")),
        }
    }

    /// A whole number of at least one.
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within 1..=u32::MAX by the match guard"
    )]
    pub(crate) fn count(&self, name: &str) -> Result<Option<usize>, Error> {
        match self.members.member(name) {
            None => Ok(None),
            Some(Value::Number(number, _))
                if number.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(number) =>
            {
                Ok(Some(*number as usize))
            }
            Some(Value::Number(number, _)) => {
                Err(invalid(name, &decimal::write(*number), "a whole number of at least 1"))
            }
            Some(other) => Err(invalid(name, other.kind(), "a whole number of at least 1")),
        }
    }
}

/// An option whose value is not what it must be.
pub(crate) fn invalid(name: &str, found: &str, expected: &'static str) -> Error {
    CallError::OptionInvalid { name: name.to_owned(), found: Shown::words(found), expected }.into()
}

/// The known name that was most likely meant.
pub(crate) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    const ALIASES: &[(&str, &str)] = &[
        ("kid", "keyid"),
        ("alg", "algorithm"),
        ("exp", "expiresIn"),
        ("nbf", "notBefore"),
        ("aud", "audience"),
        ("iss", "issuer"),
        ("sub", "subject"),
        ("jti", "jwtid"),
        ("clockTimestamp", "now"),
        ("currentDate", "now"),
        ("maxTokenAge", "maxAge"),
    ];
    let alias = ALIASES.iter().find(|(foreign, _)| *foreign == name).map(|(_, own)| *own);
    if let Some(own) = alias.and_then(|own| known.iter().find(|known| **known == own)) {
        return Some(own);
    }
    let plain = |text: &str| text.replace(['_', '-', ' '], "").to_ascii_lowercase();
    let name: String = plain(name).chars().take(60).collect();
    known
        .iter()
        .map(|own| (strsim::osa_distance(&name, &plain(own)), *own))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, own)| *distance <= own.len() / 3)
        .map(|(_, own)| own)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_name_that_was_meant() {
        let known = ["keyid", "expiresIn", "audience", "algorithm", "userAgents"];
        let meant = [
            ("kid", Some("keyid")),
            ("keyId", Some("keyid")),
            ("expires_in", Some("expiresIn")),
            ("expireIn", Some("expiresIn")),
            ("userAgent", Some("userAgents")),
            ("user_agents", Some("userAgents")),
            ("colour", None),
        ];
        for (name, expected) in meant {
            assert_eq!(nearest(name, &known), expected, "{name}");
        }
    }
}
