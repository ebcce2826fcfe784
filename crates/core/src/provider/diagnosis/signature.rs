//! Which of the keys signed, if any did.

use super::form::Segments;
use super::{Reading, Report, Severity};
use crate::alg::Algorithm;
use crate::error::{KeyError, Note, Shown, TokenError};
use crate::key::{Key, KeyKind};

const PATH: &str = "$.signature";

pub(super) fn check(reading: &Reading<'_>, segments: &Segments<'_>, report: &mut Report) {
    let Some(signature) = &segments.signature else { return };
    if signature.is_empty() {
        return report.error(PATH, TokenError::Signature);
    }
    if reading.keys.is_empty() {
        return report.note(Severity::Info, PATH, Note::SignatureUnchecked);
    }
    let (Some(algorithm), false) = (reading.algorithm, segments.signing_input.is_empty()) else {
        return;
    };
    let keys = usable(reading.keys, algorithm, report);
    if keys.is_empty() {
        return;
    }
    let made = |signature: &[u8]| {
        keys.iter().find(|key| key.verify(algorithm, segments.signing_input, signature))
    };
    if let Some(key) = made(signature) {
        report.note(Severity::Info, PATH, Note::SignedBy { key: named(key) });
        if let (Some(expected), Some(found)) = (key.keyid(), reading.keyid)
            && expected != found
        {
            let (found, expected) = (Shown::text(found), Shown::text(expected));
            let note = Note::KeyidDiffers { found, expected };
            report.note(Severity::Warning, "$.header.kid", note);
        }
        return;
    }
    report.error(PATH, TokenError::Signature);
    if let [_, _, ..] = *reading.keys {
        report.give_hint(format!("None of the {} keys made it.", reading.keys.len()));
    }
    let raw = algorithm.foreign_signature(signature, None);
    if raw.is_ok_and(|raw| raw != *signature && made(&raw).is_some()) {
        report.note(Severity::Info, PATH, Note::SignatureDer);
    }
}

/// The keys, or their public halves, that verify the algorithm; says so where there are none.
fn usable(keys: &[Key], algorithm: Algorithm, report: &mut Report) -> Vec<Key> {
    let (mut usable, mut expected) = (Vec::new(), Vec::new());
    for key in keys {
        let public = match key.kind() {
            _ if key.is_elsewhere() => KeyError::elsewhere(),
            KeyKind::Private => key.public_key(),
            _ => Ok(key.clone()),
        };
        match public.and_then(|key| key.verifying_algorithms().map(|taken| (key, taken))) {
            Ok((key, taken)) if taken.contains(&algorithm) => usable.push(key),
            Ok((_, taken)) => expected.extend(taken),
            Err(error) => report.error(PATH, error),
        }
    }
    if usable.is_empty() && !expected.is_empty() {
        expected.dedup();
        let (found, expected) = (algorithm.name(), Shown::list(expected));
        report.error("$.header.alg", TokenError::AlgorithmMismatch { found, expected });
    }
    usable
}

fn named(key: &Key) -> Shown {
    Shown::words(match key.fingerprint() {
        Ok(fingerprint) => format!("the key with the fingerprint {fingerprint}"),
        Err(_) => "the secret".to_owned(),
    })
}
