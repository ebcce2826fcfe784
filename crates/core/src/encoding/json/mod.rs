//! Strict JSON (RFC 8259) as tokens need it: no name twice in one object, bounded depth, numbers
//! that a double can hold.
//!
//! No tree is built. A text is checked to its end, and what is asked for is handed out on the way:
//! arrays and objects as their texts, to be read where something needs what is in them.

mod reader;

use std::borrow::Cow;

use self::reader::Reader;

/// The deepest nesting of arrays and objects that is taken.
pub(crate) const MAX_DEPTH: usize = 64;

/// A JSON value that borrows its text where it can. What a variant holds is words and never a byte:
/// the compiler would copy every value byte-wise, which costs as much as reading it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) enum Value<'a> {
    Null,
    False,
    True,
    /// Its value, and its text as it was written.
    Number(f64, &'a str),
    Text(Cow<'a, str>),
    Array(ArrayText<'a>),
    Object(ObjectText<'a>),
}

/// An array as it was written, which is strict JSON.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct ArrayText<'a> {
    text: &'a str,
    length: usize,
}

/// An object as it was written, which is strict JSON, but for names that may stand twice in it where
/// they may in the whole.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct ObjectText<'a>(&'a str);

impl<'a> Value<'a> {
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

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of an array that holds nothing else.
    pub(crate) fn as_texts(&self) -> Option<Vec<Cow<'a, str>>> {
        let Self::Array(array) = self else { return None };
        let text = |item| match item {
            Self::Text(text) => Some(text),
            _ => None,
        };
        array.items().into_iter().map(text).collect()
    }

    /// The value as JSON text.
    pub(crate) fn to_json(&self) -> Cow<'a, str> {
        match self {
            Self::Null => "null".into(),
            Self::False => "false".into(),
            Self::True => "true".into(),
            Self::Text(text) => quoted(text).into(),
            Self::Number(_, text) | Self::Array(ArrayText { text, .. }) => (*text).into(),
            Self::Object(ObjectText(text)) => (*text).into(),
        }
    }
}

impl<'a> ArrayText<'a> {
    /// The number of its items.
    pub(crate) fn len(self) -> usize {
        self.length
    }

    pub(crate) fn items(self) -> Vec<Value<'a>> {
        let mut items = Vec::with_capacity(self.length);
        Reader::new(self.text, true).items(&mut |item| items.push(item));
        items
    }
}

impl<'a> ObjectText<'a> {
    pub(crate) fn read(self) -> Object<'a> {
        Object::read(&mut Reader::new(self.0, true)).unwrap_or_default()
    }

    pub(crate) fn as_json(self) -> &'a str {
        self.0
    }
}

/// The members of a JSON object, in their order. Names are distinct, but where they need not be.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct Object<'a> {
    names: Vec<Cow<'a, str>>,
    values: Vec<Value<'a>>,
}

impl<'a> Object<'a> {
    /// Reads an object that fills the text.
    pub(crate) fn parse(text: &'a str) -> Result<Self, NoObject> {
        Self::read(&mut Reader::new(text, false))
    }

    /// The same, where a name may occur twice in one object and counts as it occurs last; and what
    /// names do, each as often as it does again. For telling what is wrong with a text, never for taking it.
    pub(crate) fn parse_with_duplicates(text: &'a str) -> Result<(Self, Vec<String>), NoObject> {
        let mut reader = Reader::new(text, true);
        Ok((Self::read(&mut reader)?, reader.duplicates))
    }

    pub(crate) fn member(&self, name: &str) -> Option<&Value<'a>> {
        let place = self.names.iter().rposition(|own| own == name)?;
        self.values.get(place)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Cow<'a, str>, &Value<'a>)> {
        self.names.iter().zip(&self.values)
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, NoObject> {
        let mut values = Vec::with_capacity(8);
        let names = reader.members(&mut |_, value| values.push(value))?;
        Ok(Self { names, values })
    }
}

/// Why a text is not strict JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    Syntax { line: usize, column: usize },
    Nesting,
    DuplicateName(String),
}

/// Why a text is no object of strict JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoObject {
    NotJson(JsonError),
    /// What it is instead.
    Other(&'static str),
}

/// Reads one value that fills the text.
pub(crate) fn parse(text: &str) -> Result<Value<'_>, JsonError> {
    Reader::new(text, false).whole(&mut |_, _| ())
}

/// Reads an object that fills the text, and shows each member when it comes, which counts where all
/// of the text can be read; gives their names.
pub(crate) fn scan<'a>(
    text: &'a str,
    mut see: impl FnMut(&str, Value<'a>),
) -> Result<Vec<Cow<'a, str>>, NoObject> {
    Reader::new(text, false).members(&mut see)
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
    use super::{JsonError, MAX_DEPTH, NoObject, Object, Value, parse, quoted};

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
        let text = r#"{"a":1,"b":{"c":1,"c":2,"c":3},"a":4}"#;
        let (read, names) = Object::parse_with_duplicates(text).unwrap();
        assert_eq!(names, ["c", "c", "a"]);
        assert_eq!(read.member("a"), Some(&Value::Number(4.0, "4")));
        let Some(Value::Object(inner)) = read.member("b") else { panic!() };
        assert_eq!(inner.read().member("c"), Some(&Value::Number(3.0, "3")));
        let many: Vec<String> = (0..20_000).map(|n| format!("\"{}\":0", n / 2)).collect();
        let many = format!("{{{}}}", many.join(","));
        let (read, names) = Object::parse_with_duplicates(&many).unwrap();
        assert_eq!((read.iter().count(), names.len()), (20_000, 10_000));
    }

    #[test]
    fn hands_out_arrays_and_objects_as_they_were_written() {
        let text = r#" {"a" : [ 1, {"b":[[]]} , "\u0063"],"d":{ "e" : null }} "#;
        let object = Object::parse(text).unwrap();
        let Some(Value::Array(array)) = object.member("a") else { panic!() };
        assert_eq!(object.member("a").unwrap().to_json(), r#"[ 1, {"b":[[]]} , "\u0063"]"#);
        let items = array.items();
        assert_eq!(
            items.iter().map(Value::kind).collect::<Vec<_>>(),
            ["a number", "an object", "a text"]
        );
        assert_eq!(items[2].as_text(), Some("c"));
        assert_eq!(object.member("d").unwrap().to_json(), r#"{ "e" : null }"#);
    }

    #[test]
    fn tells_what_is_no_object() {
        assert_eq!(Object::parse(" [1]"), Err(NoObject::Other("an array")));
        let cause = JsonError::Syntax { line: 1, column: 4 };
        assert_eq!(Object::parse("[1]x"), Err(NoObject::NotJson(cause.clone())));
        assert_eq!(Object::parse("{ }x"), Err(NoObject::NotJson(cause)));
    }

    #[test]
    fn finds_a_duplicate_of_any_name() {
        let names: Vec<String> =
            ('!'..='~').filter(|c| !"\"\\".contains(*c)).map(String::from).collect();
        let longer = ["", "aa", "ab", "ba", "aaa", "é", "è", "ß"].map(str::to_owned);
        let names: Vec<String> = names.into_iter().chain(longer).collect();
        for one in &names {
            for other in &names {
                let read = parse(&format!(r#"{{"x1":0,"{one}":0,"y2":0,"{other}":0}}"#)).err();
                let twice = (one == other).then(|| JsonError::DuplicateName(one.clone()));
                assert_eq!(read, twice, "{one} {other}");
            }
        }
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
