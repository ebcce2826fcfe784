//! Strict JSON (RFC 8259) as tokens need it: no name twice in one object, bounded depth, numbers
//! that a double can hold.

use core::cell::RefCell;
use core::fmt;
use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// The deepest nesting of arrays and objects that is taken (serde_json by itself stops at 128).
pub(crate) const MAX_DEPTH: usize = 64;

/// A JSON value that borrows its text where it can.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(Object<'a>),
}

impl Value<'_> {
    /// What it is, for a message. Never its content: it may be a secret.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of an array that holds nothing else.
    pub(crate) fn as_texts(&self) -> Option<Vec<&str>> {
        match self {
            Self::Array(items) => items.iter().map(Value::as_text).collect(),
            _ => None,
        }
    }
}

impl Value<'_> {
    /// The value as JSON text.
    pub(crate) fn to_json(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => quoted(text),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Value::to_json).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(object) => object.to_json(),
        }
    }
}

/// The members of a JSON object, in their order; names are distinct.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Object<'a> {
    members: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Object<'a> {
    pub(crate) fn member(&self, name: &str) -> Option<&Value<'a>> {
        self.members.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.members.iter().map(|(name, value)| (&**name, value))
    }

    pub(crate) fn to_json(&self) -> String {
        let member =
            |(name, value): (&str, &Value<'_>)| format!("{}:{}", quoted(name), value.to_json());
        let members: Vec<String> = self.iter().map(member).collect();
        format!("{{{}}}", members.join(","))
    }

    /// Lets the last of several members of one name stay, and gives the names of the others.
    fn keep_last(&mut self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let last: Vec<bool> =
            self.members.iter().rev().map(|(name, _)| seen.insert(&**name)).collect();
        let (mut last, mut names) = (last.into_iter().rev(), Vec::new());
        self.members.retain(|(name, _)| {
            let stays = last.next().unwrap_or(true);
            if !stays {
                names.push(name.clone().into_owned());
            }
            stays
        });
        names
    }

    fn duplicate(&self) -> Option<&str> {
        const FEW: usize = 16;
        if self.members.len() <= FEW {
            return self.members.iter().enumerate().find_map(|(index, (name, _))| {
                self.members
                    .iter()
                    .take(index)
                    .any(|(earlier, _)| earlier == name)
                    .then_some(&**name)
            });
        }
        let mut names: Vec<&str> = self.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names.iter().zip(names.iter().skip(1)).find(|(one, next)| one == next).map(|(one, _)| *one)
    }
}

/// Why a text is not strict JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    Syntax { line: usize, column: usize },
    Nesting,
    DuplicateName(String),
}

/// Reads one value that fills the text.
pub(crate) fn parse(text: &str) -> Result<Value<'_>, JsonError> {
    read(text, &Notes::default())
}

/// The same, where a name may occur twice in one object and counts as it occurs last; and those
/// names. For telling what is wrong with a text, never for taking it.
pub(crate) fn parse_with_duplicates(text: &str) -> (Result<Value<'_>, JsonError>, Vec<String>) {
    let notes = Notes { lenient: true, ..Notes::default() };
    let value = read(text, &notes);
    (value, notes.duplicates.into_inner())
}

fn read<'t>(text: &'t str, notes: &Notes) -> Result<Value<'t>, JsonError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Seed { notes, depth: 0 }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| {
        notes
            .cause
            .take()
            .unwrap_or(JsonError::Syntax { line: error.line(), column: error.column() })
    })
}

/// What a reading leaves behind beside the value.
#[derive(Default)]
struct Notes {
    cause: RefCell<Option<JsonError>>,
    /// Whether a name may occur twice.
    lenient: bool,
    duplicates: RefCell<Vec<String>>,
}

#[derive(Clone, Copy)]
struct Seed<'n> {
    notes: &'n Notes,
    depth: usize,
}

impl Seed<'_> {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.fail(JsonError::Nesting));
        }
        Ok(Self { depth: self.depth.saturating_add(1), ..self })
    }

    fn fail<E: de::Error>(self, cause: JsonError) -> E {
        *self.notes.cause.borrow_mut() = Some(cause);
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value<'de>, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(value))
    }

    #[expect(
        clippy::as_conversions,
        reason = "JSON numbers are doubles to every JavaScript reader"
    )]
    fn visit_u64<E>(self, value: u64) -> Result<Value<'de>, E> {
        Ok(Value::Number(value as f64))
    }

    #[expect(
        clippy::as_conversions,
        reason = "JSON numbers are doubles to every JavaScript reader"
    )]
    fn visit_i64<E>(self, value: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value<'de>, E> {
        Ok(Value::Number(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value<'de>, A::Error> {
        let deeper = self.deeper()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(deeper)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let deeper = self.deeper()?;
        let mut object = Object::default();
        while let Some(Value::Text(name)) = map.next_key_seed(deeper)? {
            if object.members.is_empty() {
                // Only now: a stranger's text may hold many objects that are empty.
                object.members.reserve(8);
            }
            object.members.push((name, map.next_value_seed(deeper)?));
        }
        if let Some(name) = object.duplicate() {
            if !self.notes.lenient {
                return Err(self.fail(JsonError::DuplicateName(name.to_owned())));
            }
            self.notes.duplicates.borrow_mut().extend(object.keep_last());
        }
        Ok(Value::Object(object))
    }
}

/// A JSON string with its quotes.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{JsonError, MAX_DEPTH, Value, parse, parse_with_duplicates, quoted};

    #[test]
    fn refuses_what_readers_disagree_on() {
        assert_eq!(
            parse(r#"{"a":1,"b":{"a":1,"\u0061":2}}"#),
            Err(JsonError::DuplicateName("a".into()))
        );
        for text in [
            "",
            "{",
            "{}x",
            "{'a':1}",
            "[1,]",
            "NaN",
            "01",
            "1e400",
            "\"\\ud800\"",
            "{1:2}",
            "\u{feff}{}",
        ] {
            assert!(matches!(parse(text), Err(JsonError::Syntax { .. })), "{text:?}");
        }
    }

    #[test]
    fn keeps_the_last_of_duplicates_where_that_is_asked_for() {
        let (read, names) = parse_with_duplicates(r#"{"a":1,"b":{"c":1,"c":2,"c":3},"a":4}"#);
        assert_eq!(read, parse(r#"{"b":{"c":3},"a":4}"#));
        assert_eq!(names, ["c", "c", "a"]);
        let many: Vec<String> = (0..20_000).map(|n| format!("\"{}\":0", n / 2)).collect();
        let many = format!("{{{}}}", many.join(","));
        let (read, names) = parse_with_duplicates(&many);
        assert!(read.is_ok() && names.len() == 10_000);
        assert_eq!(parse_with_duplicates("[1").1, [""; 0]);
    }

    #[test]
    fn finds_a_duplicate_among_many() {
        let names: Vec<String> = (0..5000).map(|number| format!("\"n{number}\":0")).collect();
        assert!(parse(&format!("{{{}}}", names.join(","))).is_ok());
        let twice = format!("{{{},\"n77\":1}}", names.join(","));
        assert_eq!(parse(&twice), Err(JsonError::DuplicateName("n77".into())));
    }

    #[test]
    fn bounds_the_depth() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(parse(&nested(MAX_DEPTH + 1)), Err(JsonError::Nesting));
        assert_eq!(parse(&nested(10_000)), Err(JsonError::Nesting));
        assert_eq!(parse(&"{\"a\":".repeat(10_000)), Err(JsonError::Nesting));
    }

    #[test]
    fn writes_texts_that_read_back() {
        let all: String =
            (0..0x250_u32).chain([0x2028, 0x1f600]).filter_map(char::from_u32).collect();
        let json = quoted(&all);
        assert_eq!(parse(&json), Ok(Value::Text(all.into())));
    }
}
