//! What Infura would refuse in a token, and what it would take to its user's harm.

use super::claims::{ALLOWLISTS, flaws};
use super::{AUDIENCE, methods};
use crate::encoding::json::{Object, Value};
use crate::error::{ClaimError, Error, Note, ProviderError, Shown};
use crate::jwt::{mismatch, missing};
use crate::key::Key;
use crate::provider::diagnosis::{Reading, Report, Severity};

pub(super) fn diagnose(reading: &Reading<'_>, report: &mut Report) {
    if reading.header.is_some() {
        typ(reading.typ, report);
        keyid(reading.keyid, reading.keys, report);
    }
    let Some(payload) = reading.payload else { return };
    report.forget("$.payload.aud", &["NOTE_NO_AUDIENCE"]);
    if let Err(error) = audience(payload) {
        report.error("$.payload.aud", error);
    } else if !matches!(payload.member("aud"), Some(Value::Text(_))) {
        let (found, expected) = (Shown::words("a list"), "the text infura.io");
        let error = ClaimError::Invalid { claim: "aud", found, expected };
        report.warning("$.payload.aud", error);
    }
    if payload.member("exp").is_none() {
        report.forget("$.payload.exp", &["NOTE_NO_EXPIRY"]);
        report.error("$.payload.exp", missing("exp"));
    }
    lists(payload, report);
}

fn typ(typ: Option<&str>, report: &mut Report) {
    match typ {
        Some(typ) if typ.eq_ignore_ascii_case("JWT") => {}
        Some(typ) => report.error("$.header.typ", mismatch("typ", typ, [&"JWT".to_owned()])),
        None => report.error("$.header.typ", missing("typ")),
    }
}

fn keyid(keyid: Option<&str>, keys: &[Key], report: &mut Report) {
    const PATH: &str = "$.header.kid";
    let Some(keyid) = keyid else { return report.error(PATH, missing("kid")) };
    let hexadecimal = keyid.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_fingerprint = |key: &Key| key.fingerprint().is_ok_and(|own| own == keyid);
    if keys.iter().any(is_fingerprint) {
        let error = mismatch("kid", "the key's fingerprint", [&"its ID".to_owned()]);
        report.error(PATH, error);
    } else if hexadecimal && keyid.len() == 32 {
        report.note(Severity::Info, PATH, Note::KeyidOrApiKey);
    } else {
        report.note(Severity::Warning, PATH, Note::KeyidForm { found: Shown::text(keyid) });
    }
}

/// Whether `aud` is, or holds, Infura's name.
fn audience(payload: &Object<'_>) -> Result<(), Error> {
    match payload.member("aud").map(crate::jwt::claims::audience) {
        Some(Ok(found)) if found.texts().iter().any(|text| text == AUDIENCE) => Ok(()),
        Some(Ok(found)) => Err(mismatch("aud", &found.texts().join(", "), [&AUDIENCE.to_owned()])),
        None => Err(missing("aud")),
        // Said already.
        Some(Err(_)) => Ok(()),
    }
}

fn lists(payload: &Object<'_>, report: &mut Report) {
    for flaw in flaws(payload) {
        let path = format!("$.payload.{}", flaw.path);
        match &flaw.error {
            // Nothing that Infura reads.
            Error::Provider(ProviderError::Claim { .. }) => report.warning(path, flaw.error),
            _ => report.error(path, flaw.error),
        }
    }
    for list in ALLOWLISTS {
        if list.alias != list.claim && payload.member(list.alias).is_some() {
            let expected = format!("it is called `{}` in a token.", list.claim);
            let error = super::unknown(list.alias, expected);
            report.warning(format!("$.payload.{}", list.alias), error);
        }
    }
    let has = |claim: &str| payload.member(claim).is_some();
    if !ALLOWLISTS.iter().any(|list| has(list.claim)) {
        report.note(Severity::Info, "$.payload", Note::Unrestricted);
    }
    if has("addresses") && !has("methods") {
        report.note(Severity::Info, "$.payload.addresses", Note::OtherMethodsOpen);
    }
    let Some(Value::Array(entries)) = payload.member("methods") else { return };
    for (index, entry) in entries.items().iter().enumerate().take(super::claims::MOST_ENTRIES) {
        if let Some(text) = entry.as_text()
            && let Some(near) = methods::unknown(text)
        {
            let near = near.map_or(".".to_owned(), |near| format!("; did you mean {near}?"));
            let (found, near) = (Shown::text(text), Shown::words(near));
            let path = format!("$.payload.methods[{index}]");
            report.note(Severity::Warning, path, Note::MethodUnknown { found, near });
        }
    }
}
