//! Dates as claims hold them, seconds since 1970, and as people read them.

use crate::encoding::decimal;
use crate::error::{ClaimError, Error, Shown};
use crate::options;

/// Later than this (the year 5138) a number is taken for milliseconds.
const LATEST: f64 = 1e11;

/// Refuses what is no date in seconds; `claim` is for the message.
pub(super) fn check(claim: &'static str, seconds: f64) -> Result<f64, Error> {
    if seconds > LATEST {
        return Err(ClaimError::Milliseconds {
            claim,
            found: Shown::words(decimal::write(seconds)),
        }
        .into());
    }
    if !seconds.is_finite() || seconds < 0.0 {
        let (found, expected) =
            (Shown::words(decimal::write(seconds)), "a number of seconds since 1970");
        return Err(ClaimError::Invalid { claim, found, expected }.into());
    }
    Ok(seconds)
}

/// Refuses a clock that shows no date in seconds.
pub(crate) fn check_now(now: f64) -> Result<f64, Error> {
    if (0.0..=LATEST).contains(&now) {
        return Ok(now);
    }
    Err(options::invalid("now", &decimal::write(now), "a Date, or a number of seconds since 1970"))
}

/// A date in UTC: `2026-01-31T12:00:00Z`.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "checked dates lie within 0..=1e11"
)]
pub(super) fn in_words(seconds: f64) -> Shown {
    let seconds = seconds as i64;
    let (days, time) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    Shown::words(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// Year, month and day of a day since 1970 in the Gregorian calendar, by counting years from
/// March, so that the leap day is a year's last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// A span of time in its largest fitting unit: `90 seconds`, `3 hours`.
pub(crate) fn span_in_words(seconds: f64) -> Shown {
    let units = [(86_400.0, "day"), (3600.0, "hour"), (60.0, "minute"), (1.0, "second")];
    let (size, name) =
        units.into_iter().find(|(size, _)| seconds >= 2.0 * size).unwrap_or((1.0, "second"));
    let count = (seconds / size).floor();
    Shown::words(format!("{} {name}{}", decimal::write(count), if count == 1.0 { "" } else { "s" }))
}

#[cfg(test)]
mod tests {
    use super::{in_words, span_in_words};

    #[test]
    fn writes_dates() {
        let dates = [
            (0.0, "1970-01-01T00:00:00Z"),
            (951_782_400.0, "2000-02-29T00:00:00Z"),
            (1_893_452_400.5, "2029-12-31T23:00:00Z"),
            (4_107_542_399.0, "2100-02-28T23:59:59Z"),
            (1e11, "5138-11-16T09:46:40Z"),
        ];
        for (seconds, date) in dates {
            assert_eq!(in_words(seconds).to_string(), date);
        }
    }

    #[test]
    fn writes_spans() {
        let spans =
            [(0.4, "0 seconds"), (1.0, "1 second"), (119.0, "119 seconds"), (7200.0, "2 hours")];
        for (seconds, words) in spans {
            assert_eq!(span_in_words(seconds).to_string(), words);
        }
    }
}
