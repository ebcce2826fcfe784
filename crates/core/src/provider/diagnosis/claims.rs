//! The registered claims, by RFC 7519 alone.

use super::{Report, Severity};
use crate::encoding::json::Object;
use crate::error::{Error, Note};
use crate::jwt::claims::{TEXTS, audience, check_expiry, check_issue, check_start, date, text};
use crate::jwt::date::span_in_words;

/// Longer than this, in seconds, is worth a remark: a year.
const LONG: f64 = 31_557_600.0;

pub(super) fn check(payload: &Object<'_>, now: f64, report: &mut Report) {
    for claim in TEXTS {
        if let Some(Err(error)) = payload.member(claim).map(|value| text(claim, value)) {
            report.error(path(claim), error);
        }
    }
    match payload.member("aud").map(audience) {
        None => report.note(Severity::Info, path("aud"), Note::NoAudience),
        Some(Err(error)) => report.error(path("aud"), error),
        Some(Ok(_)) => {}
    }
    match sound(payload, "exp", report) {
        Ok(Some(exp)) => match check_expiry(exp, now, 0.0) {
            Err(error) => report.error(path("exp"), error),
            Ok(()) if exp - now > LONG => {
                let note = Note::LongLived { span: span_in_words(exp - now) };
                report.note(Severity::Warning, path("exp"), note);
            }
            Ok(()) => {}
        },
        Ok(None) => report.note(Severity::Warning, path("exp"), Note::NoExpiry),
        Err(Reported) => {}
    }
    if let Ok(Some(nbf)) = sound(payload, "nbf", report)
        && let Err(error) = check_start(nbf, now, 0.0)
    {
        report.error(path("nbf"), error);
    }
    match sound(payload, "iat", report) {
        Ok(Some(iat)) => {
            if let Err(error) = check_issue(iat, now, 0.0) {
                report.warning(path("iat"), error);
            }
        }
        Ok(None) => report.note(Severity::Info, path("iat"), Note::NoIssuedAt),
        Err(Reported) => {}
    }
}

/// The claim is no date, and that has been said.
struct Reported;

fn sound(
    payload: &Object<'_>,
    claim: &'static str,
    report: &mut Report,
) -> Result<Option<f64>, Reported> {
    payload.member(claim).map(|value| date(claim, value)).transpose().map_err(|error: Error| {
        report.error(path(claim), error);
        Reported
    })
}

fn path(claim: &str) -> String {
    format!("$.payload.{claim}")
}
