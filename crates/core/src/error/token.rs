use super::{Shown, error_table};

error_table! {
    /// A token whose form, algorithm or signature is not acceptable.
    pub enum TokenError in Token {
        /// No token was given.
        Missing = "ERR_TOKEN_MISSING",
            "There is no token: the text is empty.",
            "Check that the Authorization header was sent and that its part after `Bearer ` is passed on.";
        /// The token is longer than `maxTokenLength`.
        TooLong {
            /// Its length in bytes.
            length: usize,
            /// The longest that is taken.
            maximum: usize,
        } = "ERR_TOKEN_TOO_LONG",
            "The token has {length} bytes; at most {maximum} are taken.",
            "Raise `maxTokenLength` if tokens of this size are meant.";
        /// The token does not have three parts separated by dots.
        Parts {
            /// How many it has.
            found: usize,
        } = "ERR_TOKEN_PARTS",
            "The token has {found} part(s); a signed token has three, separated by dots (five would be an encrypted one).",
            "Was it cut off, or is it another kind of text?";
        /// Base64 padding (`=`) stands in the token.
        Padding {
            /// The part it stands in.
            segment: Segment,
            /// Byte position in that part.
            position: usize,
        } = "ERR_TOKEN_PADDING",
            "The {segment} has padding (`=`) at position {position}; a token is base64url without it.",
            "Remove the `=` characters, or make the token with a JWT library.";
        /// White space stands in or around the token.
        WhiteSpace {
            /// The part it stands in.
            segment: Segment,
            /// Byte position in that part.
            position: usize,
        } = "ERR_TOKEN_WHITE_SPACE",
            "The {segment} has white space at position {position}; a token has none.",
            "Pass the token alone: without `Bearer `, line breaks or blanks around it.";
        /// A character that base64url does not have.
        Character {
            /// The part it stands in.
            segment: Segment,
            /// Byte position in that part.
            position: usize,
        } = "ERR_TOKEN_CHARACTER",
            "The {segment} has a character at position {position} that base64url (A-Z a-z 0-9 - _) does not have.",
            "Remove quotes around the token; plain base64 (`+`, `/`) is not base64url.";
        /// The last character of a part could be written in another way, or bytes are missing.
        NonCanonical {
            /// The part it ends.
            segment: Segment,
        } = "ERR_TOKEN_NON_CANONICAL",
            "The {segment} does not end as base64url ends: its last character holds bits that belong to no byte.",
            "The token was changed or cut after it was made.";
        /// Header or payload are not UTF-8.
        Utf8 {
            /// Which of them.
            segment: Segment,
        } = "ERR_TOKEN_UTF8",
            "The {segment} is not valid UTF-8.",
            "The issuer must encode its JSON as UTF-8.";
        /// Header or payload are not JSON, or hold a number that no double can hold.
        Json {
            /// Which of them.
            segment: Segment,
            /// Line in the JSON text, from 1.
            line: usize,
            /// Column in the JSON text, from 1.
            column: usize,
        } = "ERR_TOKEN_JSON",
            "The {segment} is not valid JSON, at line {line}, column {column}.",
            "The issuer must write RFC 8259 JSON, with numbers that a double can hold.";
        /// Arrays or objects are nested too deeply.
        Nesting {
            /// In the header or the payload.
            segment: Segment,
            /// The deepest that is taken.
            maximum: usize,
        } = "ERR_TOKEN_NESTING",
            "The {segment} nests arrays and objects more than {maximum} levels deep.",
            "The issuer must flatten it.";
        /// A name occurs twice in one object.
        DuplicateName {
            /// In the header or the payload.
            segment: Segment,
            /// The name.
            name: Shown,
        } = "ERR_TOKEN_DUPLICATE_NAME",
            "The {segment} has the name {name} twice in one object; readers would disagree on which counts.",
            "The issuer must write each name once.";
        /// Header or payload are JSON, but not an object.
        NotAnObject {
            /// Which of them.
            segment: Segment,
        } = "ERR_TOKEN_NOT_AN_OBJECT",
            "The {segment} is JSON, but not an object.",
            "Claims and headers are JSON objects; for other content use `jws`.";
        /// A header parameter has the wrong type.
        Header {
            /// Its name.
            name: &'static str,
            /// What it must be.
            expected: &'static str,
        } = "ERR_TOKEN_HEADER",
            "The header's `{name}` is not {expected}.",
            "The issuer must mend it (RFC 7515 section 4.1).";
        /// The header names no algorithm.
        AlgorithmMissing = "ERR_ALG_MISSING",
            "The header has no `alg`.",
            "A token without an algorithm cannot be verified (RFC 7515 section 4.1.1).";
        /// The header says the token is not signed.
        AlgorithmNone = "ERR_ALG_NONE",
            "The header's `alg` is `none`: the token is not signed.",
            "Unsigned tokens are never accepted.";
        /// The header names an algorithm this library does not know.
        AlgorithmUnknown {
            /// What it names.
            found: Shown,
        } = "ERR_ALG_UNKNOWN",
            "The header's `alg` is {found}, which is no signature algorithm known here.",
            "Algorithm names are case-sensitive (RFC 7518 section 3.1).";
        /// The token's algorithm does not belong to the key.
        AlgorithmMismatch {
            /// What the header names.
            found: &'static str,
            /// What the key or keys are for.
            expected: Shown,
        } = "ERR_ALG_MISMATCH",
            "The header's `alg` is {found}; the key is for {expected}.",
            "Verify with the key of the issuer that made this token.";
        /// The token's algorithm is not among the allowed ones.
        AlgorithmNotAllowed {
            /// What the header names.
            found: &'static str,
            /// What `algorithms` allows.
            expected: Shown,
        } = "ERR_ALG_NOT_ALLOWED",
            "The header's `alg` is {found}; allowed is {expected}.",
            "Add it to `algorithms` if tokens of this kind are meant.";
        /// `crit` is not a list of header parameters that are present.
        CritInvalid = "ERR_CRIT_INVALID",
            "The header's `crit` is not a list of distinct extension names that the header has.",
            "The issuer must mend it (RFC 7515 section 4.1.11).";
        /// `crit` names an extension that the caller did not say it understands.
        CritUnknown {
            /// The extension.
            name: Shown,
        } = "ERR_CRIT_UNKNOWN",
            "The header's `crit` demands that {name} is understood.",
            "If your code does handle it, name it in the `crit` option.";
        /// No key of the set fits the token.
        KeyNotFound {
            /// The token's `kid`, if it has one.
            keyid: Shown,
        } = "ERR_KEY_NOT_FOUND",
            "No key of the set fits the token ({keyid}).",
            "Load the issuer's current keys, or check the `kid` the token was signed with.";
        /// The signature is not the key's for this token.
        Signature = "ERR_SIGNATURE_INVALID", "The signature is not valid.";
    }
}

impl TokenError {
    /// The part of the token it is about.
    pub fn segment(&self) -> Option<Segment> {
        match *self {
            Self::Padding { segment, .. }
            | Self::WhiteSpace { segment, .. }
            | Self::Character { segment, .. }
            | Self::NonCanonical { segment }
            | Self::Utf8 { segment }
            | Self::Json { segment, .. }
            | Self::Nesting { segment, .. }
            | Self::DuplicateName { segment, .. }
            | Self::NotAnObject { segment } => Some(segment),
            _ => None,
        }
    }
}

/// One of a token's three parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// The first: the JOSE header.
    Header,
    /// The second: the claims, or the bytes that were signed.
    Payload,
    /// The third.
    Signature,
}

impl Segment {
    /// `header`, `payload` or `signature`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        }
    }
}

impl core::fmt::Display for Segment {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}
