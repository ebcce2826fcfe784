//! Tables of what must be refused.

use core::fmt::Debug;

use jotmint::Error;

/// One input, what came of it, and what should have.
pub(crate) struct Refusal {
    what: String,
    outcome: Result<String, Error>,
    code: &'static str,
    says: &'static str,
}

/// `says` stands in the message: it names the cause.
pub(crate) fn row<T: Debug>(
    what: impl Into<String>,
    outcome: Result<T, Error>,
    code: &'static str,
    says: &'static str,
) -> Refusal {
    let outcome = outcome.map(|taken| format!("{taken:?}"));
    Refusal { what: what.into(), outcome, code, says }
}

/// Compares all rows and tells of every one that is wrong.
pub(crate) fn check(rows: impl IntoIterator<Item = Refusal>) {
    let rows: Vec<Refusal> = rows.into_iter().collect();
    assert!(!rows.is_empty(), "an empty table");
    let wrong: Vec<String> = rows.iter().filter_map(Refusal::flaw).collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

impl Refusal {
    fn flaw(&self) -> Option<String> {
        let Self { what, outcome, code, says } = self;
        match outcome {
            Ok(taken) => Some(format!("{what}: taken as {taken}, not {code}")),
            Err(error) if error.code().as_str() != *code => {
                Some(format!("{what}: not {code} but {}: {error}", error.code()))
            }
            Err(error) if says.is_empty() || !error.to_string().contains(says) => {
                Some(format!("{what}: no {says:?} in: {error}"))
            }
            Err(_) => None,
        }
    }
}
