//! What Neuron takes a date for: a whole number of at most 64 bits, as it is written. Anything else
//! it reads as no date at all.

use crate::encoding::json::{self, Value};

/// A date claim as Neuron reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Date {
    /// There is none, or none that Neuron takes for one.
    None,
    /// In seconds since 1970.
    At(f64),
}

/// Reads a date of a payload, which is JSON. Of several, the last.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "what a double does not hold lies thousands of years away"
)]
pub(super) fn date(payload: &str, claim: &str) -> Date {
    match member_text(payload, claim).and_then(|text| text.parse::<i64>().ok()) {
        // Neuron's own sign for a date that is not there.
        None | Some(-1) => Date::None,
        Some(seconds) => Date::At(seconds as f64),
    }
}

/// Whether a whole number stands in the JSON that has more than 64 bits: Neuron reads none of it.
pub(super) fn has_wide_number(json: &str) -> bool {
    let plain: String = unquoted(json).map(|(_, byte)| char::from(byte)).collect();
    let numbers = plain.split(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    let whole = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    numbers.filter(|text| !text.is_empty()).filter(whole).any(|text| text.parse::<i64>().is_err())
}

/// How the value of a member is written, in the outermost object.
fn member_text<'j>(json: &'j str, name: &str) -> Option<&'j str> {
    let (mut depth, mut found, mut name_from, mut value_from) = (0_usize, None, 0_usize, None);
    for (at, byte) in unquoted(json) {
        match byte {
            b':' if depth == 1 => value_from = value_from.or(Some(at)),
            b',' | b'}' if depth == 1 => {
                if let Some(from) = value_from.take()
                    && is_name(json.get(name_from..from), name)
                {
                    found = json.get(from.saturating_add(1)..at).map(str::trim);
                }
                name_from = at.saturating_add(1);
                depth = if byte == b'}' { 0 } else { depth };
            }
            b'{' | b'[' => {
                depth = depth.saturating_add(1);
                if depth == 1 {
                    name_from = at.saturating_add(1);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

fn is_name(quoted: Option<&str>, name: &str) -> bool {
    matches!(quoted.map(json::parse), Some(Ok(Value::Text(text))) if text == name)
}

/// The bytes of a JSON text outside its strings, each with its place.
fn unquoted(json: &str) -> impl Iterator<Item = (usize, u8)> {
    let (mut inside, mut escaped) = (false, false);
    json.bytes().enumerate().filter(move |(_, byte)| {
        let outside = !inside;
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = inside,
            b'"' => inside = !inside,
            _ => {}
        }
        outside
    })
}

#[cfg(test)]
mod tests {
    use super::{Date, date, has_wide_number};

    #[test]
    fn reads_whole_numbers_alone() {
        let dates = [
            (r#"{"exp":1700000000}"#, Date::At(1.7e9)),
            (r#"{ "a\"exp" : "exp", "exp" : 5 , "b":{"exp":6} }"#, Date::At(5.0)),
            (r#"{"exp":1,"x":[{"exp":2}],"\u0065xp":3}"#, Date::At(3.0)),
            (r#"{"exp":0}"#, Date::At(0.0)),
            (r#"{"exp":-2}"#, Date::At(-2.0)),
            (r#"{"exp":-1}"#, Date::None),
            (r#"{"exp":1e9}"#, Date::None),
            (r#"{"exp":5.0}"#, Date::None),
            (r#"{"exp":"5"}"#, Date::None),
            (r#"{"exp":[5]}"#, Date::None),
            (r#"{"x":{"exp":5}}"#, Date::None),
            (r#"{"x":"\\","exp":7}"#, Date::At(7.0)),
            ("{}", Date::None),
            ("[5]", Date::None),
        ];
        for (json, expected) in dates {
            assert_eq!(date(json, "exp"), expected, "{json}");
        }
    }

    #[test]
    fn finds_numbers_of_more_than_64_bits() {
        for json in [r#"{"exp":9223372036854775808}"#, r#"{"a":[-9223372036854775809]}"#] {
            assert!(has_wide_number(json), "{json}");
        }
        for json in [
            r#"{"exp":9223372036854775807}"#,
            r#"{"a":"9223372036854775808"}"#,
            r#"{"a":9223372036854775808.0,"b":1e30,"c":true}"#,
        ] {
            assert!(!has_wide_number(json), "{json}");
        }
    }
}
