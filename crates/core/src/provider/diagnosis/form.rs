//! The token's form: where it breaks, and what can be read all the same.

use super::Report;
use crate::encoding::base64url;
use crate::encoding::json::Object;
use crate::error::{Segment, TokenError};
use crate::jws::{self, MAX_TOKEN_LENGTH};

/// The parts of a token, as far as they can be read.
pub(super) struct Segments<'t> {
    pub(super) header: Option<String>,
    pub(super) payload: Option<String>,
    pub(super) signature: Option<Vec<u8>>,
    /// What was signed.
    pub(super) signing_input: &'t [u8],
}

impl<'t> Segments<'t> {
    pub(super) fn read(token: &'t str, report: &mut Report) -> Self {
        let mut own = Self { header: None, payload: None, signature: None, signing_input: &[] };
        if token.is_empty() {
            report.error("$", TokenError::Missing);
            return own;
        }
        if token.len() > MAX_TOKEN_LENGTH {
            let (length, maximum) = (token.len(), MAX_TOKEN_LENGTH);
            report.error("$", TokenError::TooLong { length, maximum });
            return own;
        }
        let found = token.split('.').count();
        if found != 3 {
            report.error("$", TokenError::Parts { found });
        }
        let bare = bare(token);
        let mut parts = token.split('.').zip(bare.split('.'));
        let mut part = |segment: Segment, report: &mut Report| {
            let (written, bare) = parts.next()?;
            match jws::decoded(written, segment) {
                Ok(bytes) => Some(bytes),
                Err(error) => {
                    report.error(path(segment), error);
                    mended(bare)
                }
            }
        };
        let text = |bytes: Option<Vec<u8>>, segment: Segment, report: &mut Report| match jws::utf8(
            bytes?, segment,
        ) {
            Ok(text) => Some(text),
            Err(error) => {
                report.error(path(segment), error);
                None
            }
        };
        let header = part(Segment::Header, report);
        own.header = text(header, Segment::Header, report);
        let payload = part(Segment::Payload, report);
        own.payload = text(payload, Segment::Payload, report);
        own.signature = part(Segment::Signature, report);
        let end = bare.match_indices('.').nth(1).map(|(end, _)| end);
        own.signing_input = end.and_then(|end| bare.as_bytes().get(..end)).unwrap_or_default();
        own
    }
}

/// Reads header or payload on where a name stands twice.
pub(super) fn object<'t>(
    text: &'t str,
    segment: Segment,
    report: &mut Report,
) -> Option<Object<'t>> {
    match jws::lenient_object(text, segment) {
        Ok((object, names)) => {
            for name in names {
                report.error(path(segment), jws::duplicate(segment, &name));
            }
            Some(object)
        }
        Err(error) => {
            report.error(path(segment), error);
            None
        }
    }
}

fn path(segment: Segment) -> String {
    format!("$.{segment}")
}

/// The token without what people copy along with it.
fn bare(token: &str) -> &str {
    let around = |character: char| character.is_whitespace() || matches!(character, '"' | '\'');
    let token = token.trim_matches(around);
    let scheme = token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer "));
    token.get(7..).filter(|_| scheme).unwrap_or(token).trim_matches(around)
}

/// The bytes of a part in plain base64, or with padding or white space.
fn mended(part: &str) -> Option<Vec<u8>> {
    let written = part.chars().filter(|character| !character.is_whitespace() && *character != '=');
    let read = written.map(|character| match character {
        '+' => '-',
        '/' => '_',
        other => other,
    });
    base64url::decode(&read.collect::<String>()).ok()
}
