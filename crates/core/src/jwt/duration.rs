//! Durations: seconds as a number, or text with a unit.

use core::time::Duration;

use crate::encoding::decimal;
use crate::encoding::json::Value;
use crate::error::{CallError, Error, Shown};
use crate::options::{Options, invalid};

const EXPECTED: &str = "a duration: seconds as a number, or text with a unit ('1h', '30m', '7d')";

/// A date, or a duration of 31 years, where nobody means that.
const SUSPICIOUS: f64 = 1e9;

impl Options<'_> {
    /// A duration: seconds, or text with a unit.
    pub(crate) fn duration(&self, name: &str) -> Result<Option<Duration>, Error> {
        let seconds = match self.value(name) {
            None => return Ok(None),
            Some(Value::Number(seconds, _)) => *seconds,
            Some(Value::Text(text)) => parse(text).ok_or_else(|| CallError::Duration {
                name: name.to_owned(),
                found: Shown::text(text),
            })?,
            Some(other) => return Err(invalid(name, other.kind(), EXPECTED)),
        };
        if seconds >= SUSPICIOUS {
            let expected =
                "a duration from now on, not a date; a date goes into the payload's `exp` or `nbf`";
            return Err(invalid(name, &decimal::write(seconds), expected));
        }
        let negative =
            |_| invalid(name, &decimal::write(seconds), "a duration that is not negative");
        Duration::try_from_secs_f64(seconds).map(Some).map_err(negative)
    }
}

/// A number and a unit, with or without a blank between them.
fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let split = text.find(|character: char| !(character.is_ascii_digit() || character == '.'))?;
    let (number, unit) = text.split_at_checked(split)?;
    let seconds = match unit.trim_start().to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 604_800.0,
        // The mean year of 365.25 days, as other JWT libraries count it.
        "y" | "yr" | "yrs" | "year" | "years" => 31_557_600.0,
        _ => return None,
    };
    decimal::read(number).map(|number| number * seconds)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_units() {
        let good = [
            ("90s", 90.0),
            ("30m", 1800.0),
            ("1h", 3600.0),
            ("1.5 hours", 5400.0),
            (".5h", 1800.0),
            ("01h", 3600.0),
        ];
        for (text, seconds) in good {
            assert_eq!(parse(text), Some(seconds), "{text}");
        }
        for text in ["", "h", "3600", "-1h", "1", "1x", "1e3s", "1h30m", "..s", "NaN", "100ms"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
