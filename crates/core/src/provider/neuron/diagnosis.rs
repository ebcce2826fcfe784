//! What Neuron would refuse in a token, and what it would take to its user's harm.

use super::expiry::{Date, date, has_wide_number};
use super::{AUDIENCE, COPIES, differing_copy, hides_login_key, issuer_flaw, user_flaw};
use crate::encoding::json::{Object, Value};
use crate::error::{ClaimError, Note, Shown};
use crate::jwt::claims::check_expiry;
use crate::jwt::{mismatch, missing};
use crate::provider::diagnosis::{Finding, Reading, Report, Severity};

pub(super) fn diagnose(reading: &Reading<'_>, report: &mut Report) {
    report.soften(is_taken);
    if let (Some(header), Some(payload)) = (reading.header, reading.payload) {
        copies(header, payload, report);
    }
    let (Some(payload), Some(text)) = (reading.payload, reading.payload_text) else { return };
    issuer(payload, report);
    expiry(payload, text, reading.now, report);
    if date(payload.member("nbf")) == Date::None {
        report.soften(|finding| finding.path == "$.payload.nbf");
    }
    audience(payload, report);
    match payload.member("user") {
        None => {
            let found = Shown::words("missing");
            report.note(Severity::Info, "$.payload.user", Note::Administrator { found });
        }
        Some(Value::Text(_)) => {}
        Some(other) => {
            let found = Shown::words(other.kind());
            report.note(Severity::Warning, "$.payload.user", Note::Administrator { found });
        }
    }
    if let Some(user @ Value::Text(_)) = payload.member("user")
        && let Some(flaw) = user_flaw(user)
    {
        report.error("$.payload.user", flaw);
    }
}

/// What a strict reader refuses and Neuron does not look at.
fn is_taken(finding: &Finding) -> bool {
    const FORM: [&str; 3] = ["ERR_TOKEN_PADDING", "ERR_TOKEN_CHARACTER", "ERR_TOKEN_NON_CANONICAL"];
    const HEADER: [&str; 3] = ["ERR_CRIT_INVALID", "ERR_CRIT_UNKNOWN", "ERR_TOKEN_HEADER"];
    let (code, path) = (finding.code.as_str(), &*finding.path);
    let unread = ["$.payload.iat", "$.payload.sub", "$.payload.jti", "$.payload.aud"];
    code == "ERR_TOKEN_DUPLICATE_NAME"
        || (FORM.contains(&code) && path == "$.signature")
        || (HEADER.contains(&code) && path != "$.header.alg")
        || unread.contains(&path)
}

/// A copy of these claims in the header must be the same.
fn copies(header: &Object<'_>, payload: &Object<'_>, report: &mut Report) {
    for claim in COPIES {
        if let Some((copy, own)) = differing_copy(header, payload, claim) {
            let error = mismatch(claim, copy, [&own.to_owned()]);
            report.error(format!("$.header.{claim}"), error);
        }
    }
}

fn issuer(payload: &Object<'_>, report: &mut Report) {
    const PATH: &str = "$.payload.iss";
    let issuer = match payload.member("iss") {
        None => return report.error(PATH, missing("iss")),
        Some(Value::Text(issuer)) => issuer,
        // Said already.
        Some(_) => return,
    };
    if let Some(flaw) = issuer_flaw(issuer) {
        report.warning(PATH, flaw);
    }
    if hides_login_key(issuer) {
        report.note(Severity::Warning, PATH, Note::LoginKeyHidden);
    }
    let severity = if issuer.is_empty() { Severity::Warning } else { Severity::Info };
    report.note(severity, PATH, Note::KeyFile { issuer: Shown::text(issuer) });
}

fn expiry(payload: &Object<'_>, text: &str, now: f64, report: &mut Report) {
    const PATH: &str = "$.payload.exp";
    if has_wide_number(text) {
        let found = Shown::words("JSON with a whole number of more than 64 bits");
        let (claim, expected) = ("payload", "JSON that Neuron can read");
        return report.error("$.payload", ClaimError::Invalid { claim, found, expected });
    }
    match date(payload.member("exp")) {
        Date::None => {
            let found = Shown::words(match payload.member("exp") {
                None => "missing".to_owned(),
                Some(Value::Number(number, _)) if number.fract() != 0.0 => "a fraction".to_owned(),
                Some(Value::Number(..)) => "not written as a whole number".to_owned(),
                Some(other) => other.kind().to_owned(),
            });
            report.forget(PATH, &["ERR_CLAIM_INVALID", "ERR_JWT_EXPIRED", "NOTE_NO_EXPIRY"]);
            report.forget(PATH, &["NOTE_LONG_LIVED", "ERR_CLAIM_MILLISECONDS"]);
            report.note(Severity::Warning, PATH, Note::NeverExpires { found });
        }
        Date::At(seconds) if seconds < 0.0 => {
            report.forget(PATH, &["ERR_CLAIM_INVALID"]);
            if let Err(error) = check_expiry(0.0, now, 0.0) {
                report.error(PATH, error);
            }
        }
        Date::At(_) => {
            let milliseconds =
                |one: &Finding| one.path == PATH && one.code.as_str() == MILLISECONDS;
            if report.any(milliseconds) {
                report.soften(milliseconds);
                let found = Shown::words("in milliseconds, thousands of years ahead");
                report.note(Severity::Warning, PATH, Note::NeverExpires { found });
            }
        }
    }
}

const MILLISECONDS: &str = "ERR_CLAIM_MILLISECONDS";

fn audience(payload: &Object<'_>, report: &mut Report) {
    report.forget("$.payload.aud", &["NOTE_NO_AUDIENCE"]);
    match payload.member("aud") {
        None => report.warning("$.payload.aud", missing("aud")),
        Some(Value::Text(found)) if found == AUDIENCE => {}
        Some(Value::Text(found)) => {
            report.warning("$.payload.aud", mismatch("aud", found, [&AUDIENCE.to_owned()]));
        }
        Some(_) => {
            let (found, expected) = (Shown::words("no text"), "the text neuron");
            report.warning("$.payload.aud", ClaimError::Invalid { claim: "aud", found, expected });
        }
    }
}
