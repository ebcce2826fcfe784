//! The compact form: three parts of base64url, separated by dots (RFC 7515 section 7.1).

use memchr::memchr_iter;

use crate::encoding::base64url::{self, Flaw};
use crate::encoding::json::{self, JsonError, NoObject, Object};
use crate::error::{Error, Segment, Shown, TokenError};

/// A token in its three parts, still encoded.
pub(super) struct Compact<'t> {
    pub(super) header: &'t str,
    payload: &'t str,
    signature: &'t str,
    /// Header and payload with the dot between them: what is signed.
    pub(super) signing_input: &'t [u8],
}

impl<'t> Compact<'t> {
    /// Refuses a token by its length before anything of it is read.
    pub(super) fn split(token: &'t str, longest: usize) -> Result<Self, Error> {
        if token.is_empty() {
            return Err(TokenError::Missing.into());
        }
        if token.len() > longest {
            return Err(TokenError::TooLong { length: token.len(), maximum: longest }.into());
        }
        let dots = || memchr_iter(b'.', token.as_bytes());
        let mut found = dots();
        let (Some(first), Some(second), None) = (found.next(), found.next(), found.next()) else {
            return Err(TokenError::Parts { found: dots().count().saturating_add(1) }.into());
        };
        let (signing_input, signature) = token.split_at(second);
        let (header, payload) = signing_input.split_at(first);
        Ok(Self {
            header,
            payload: after_dot(payload),
            signature: after_dot(signature),
            signing_input: signing_input.as_bytes(),
        })
    }

    /// The header's text; that it is JSON is not checked yet.
    pub(super) fn header(&self) -> Result<String, Error> {
        utf8(decoded(self.header, Segment::Header)?, Segment::Header)
    }

    pub(super) fn payload(&self) -> Result<Vec<u8>, Error> {
        decoded(self.payload, Segment::Payload)
    }

    pub(super) fn signature(&self) -> Result<Vec<u8>, Error> {
        decoded(self.signature, Segment::Signature)
    }
}

fn after_dot(part: &str) -> &str {
    part.strip_prefix('.').unwrap_or(part)
}

/// Reads header or payload as a strict JSON object.
pub(crate) fn object(text: &str, segment: Segment) -> Result<Object<'_>, Error> {
    Object::parse(text).map_err(|flaw| no_object(flaw, segment))
}

/// The same, where a name that occurs twice counts as it occurs last; with all such names.
pub(crate) fn lenient_object(
    text: &str,
    segment: Segment,
) -> Result<(Object<'_>, Vec<String>), Error> {
    Object::parse_with_duplicates(text).map_err(|flaw| no_object(flaw, segment))
}

/// Why header or payload is no strict JSON object.
pub(crate) fn no_object(flaw: NoObject, segment: Segment) -> Error {
    match flaw {
        NoObject::Other(_) => TokenError::NotAnObject { segment }.into(),
        NoObject::NotJson(JsonError::Syntax { line, column }) => {
            TokenError::Json { segment, line, column }.into()
        }
        NoObject::NotJson(JsonError::Nesting) => {
            TokenError::Nesting { segment, maximum: json::MAX_DEPTH }.into()
        }
        NoObject::NotJson(JsonError::DuplicateName(name)) => duplicate(segment, &name),
    }
}

pub(crate) fn duplicate(segment: Segment, name: &str) -> Error {
    TokenError::DuplicateName { segment, name: Shown::text(name) }.into()
}

/// The text of header or payload.
pub(crate) fn utf8(bytes: Vec<u8>, segment: Segment) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| TokenError::Utf8 { segment }.into())
}

/// The bytes of one part.
pub(crate) fn decoded(text: &str, segment: Segment) -> Result<Vec<u8>, Error> {
    base64url::decode(text).map_err(|flaw| {
        match flaw {
            Flaw::Padding { position } => TokenError::Padding { segment, position },
            Flaw::WhiteSpace { position } => TokenError::WhiteSpace { segment, position },
            Flaw::Character { position } => TokenError::Character { segment, position },
            Flaw::NonCanonical => TokenError::NonCanonical { segment },
        }
        .into()
    })
}
