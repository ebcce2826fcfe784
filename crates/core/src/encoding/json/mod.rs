//! Strict JSON (RFC 8259) as tokens need it: no name twice in one object, bounded depth, numbers
//! that a double can hold.

mod reader;

use std::borrow::Cow;
use std::collections::BTreeSet;

use self::reader::Reader;

/// The deepest nesting of arrays and objects that is taken.
pub(crate) const MAX_DEPTH: usize = 64;

/// A JSON value that borrows its text where it can. What a variant holds is words and never a byte:
/// the compiler would copy every value byte-wise, which costs as much as reading it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    False,
    True,
    /// Its value, and its text as it was written.
    Number(f64, &'a str),
    Text(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(Object<'a>),
}

impl Value<'_> {
    /// What it is, for a message. Never its content: it may be a secret.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::False | Self::True => "a boolean",
            Self::Number(..) => "a number",
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
            Self::False => "false".to_owned(),
            Self::True => "true".to_owned(),
            Self::Number(_, text) => (*text).to_owned(),
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
        let mut earlier = BTreeSet::new();
        self.iter().map(|(name, _)| name).find(|name| !earlier.insert(*name))
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
    Reader::new(text, false).whole()
}

/// The same, where a name may occur twice in one object and counts as it occurs last; and those
/// names. For telling what is wrong with a text, never for taking it.
pub(crate) fn parse_with_duplicates(text: &str) -> (Result<Value<'_>, JsonError>, Vec<String>) {
    let mut reader = Reader::new(text, true);
    (reader.whole(), reader.duplicates)
}

/// A JSON string with its quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len().saturating_add(2));
    json.push('"');
    for character in text.chars() {
        let escaped = match character {
            '"' | '\\' => character,
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..' ' => {
                json.push_str(&format!("\\u{:04x}", u32::from(character)));
                continue;
            }
            _ => {
                json.push(character);
                continue;
            }
        };
        json.push('\\');
        json.push(escaped);
    }
    json.push('"');
    json
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
        assert_eq!(json, serde_json::Value::from(&*all).to_string());
        assert_eq!(parse(&json), Ok(Value::Text(all.into())));
    }
}
