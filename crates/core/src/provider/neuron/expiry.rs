//! What Neuron takes a date for: a whole number of at most 64 bits, as it is written. Anything else
//! it reads as no date at all.

use crate::encoding::json::Value;

/// A date claim as Neuron reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Date {
    /// There is none, or none that Neuron takes for one.
    None,
    /// In seconds since 1970.
    At(f64),
}

/// Reads a date claim.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "what a double does not hold lies thousands of years away"
)]
pub(super) fn date(claim: Option<&Value<'_>>) -> Date {
    let Some(Value::Number(_, text)) = claim else { return Date::None };
    match text.parse::<i64>() {
        // Neuron's own sign for a date that is not there.
        Err(_) | Ok(-1) => Date::None,
        Ok(seconds) => Date::At(seconds as f64),
    }
}

/// Whether a whole number stands in the JSON that has more than 64 bits: Neuron reads none of it.
pub(super) fn has_wide_number(json: &str) -> bool {
    let plain: String = unquoted(json).map(char::from).collect();
    let numbers = plain.split(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    let whole = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    numbers.filter(|text| !text.is_empty()).filter(whole).any(|text| text.parse::<i64>().is_err())
}

/// The bytes of a JSON text outside its strings.
fn unquoted(json: &str) -> impl Iterator<Item = u8> {
    let (mut inside, mut escaped) = (false, false);
    json.bytes().filter(move |byte| {
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
    use crate::encoding::json::Object;

    #[test]
    fn reads_whole_numbers_alone() {
        let dates = [
            (r#"{"exp":1700000000}"#, Date::At(1.7e9)),
            (r#"{"exp":1,"\u0065xp":3}"#, Date::At(3.0)),
            (r#"{"exp":0}"#, Date::At(0.0)),
            (r#"{"exp":-2}"#, Date::At(-2.0)),
            (r#"{"exp":-1}"#, Date::None),
            (r#"{"exp":1e9}"#, Date::None),
            (r#"{"exp":5.0}"#, Date::None),
            (r#"{"exp":"5"}"#, Date::None),
            (r#"{"exp":[5]}"#, Date::None),
            ("{}", Date::None),
        ];
        for (json, expected) in dates {
            let (object, _) = Object::parse_with_duplicates(json).unwrap();
            assert_eq!(date(object.member("exp")), expected, "{json}");
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
