//! Keys in base64 that nobody has told about: of a whole PEM or JWK, as secrets' stores and
//! variables hold it, or of the DER alone, which is a PEM without its first and last line.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::encoding::{der, pem};

/// What the base64 holds.
pub(super) enum Wrapped {
    Pem(Zeroizing<String>),
    Json(Zeroizing<String>),
    Der(Zeroizing<Vec<u8>>),
}

/// Shorter than any key.
const SHORTEST: usize = 56;

const STANDARD: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Wrapped {
    pub(super) fn open(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || "\"'`\u{feff}".contains(c));
        if text.len() < SHORTEST || !text.starts_with(is_base64) {
            return None;
        }
        let base64: Zeroizing<String> =
            Zeroizing::new(text.chars().filter(|c| !c.is_ascii_whitespace()).collect());
        let bytes = Zeroizing::new(STANDARD.decode(base64.as_bytes()).ok()?);
        if bytes.first() == Some(&der::SEQUENCE) {
            return Some(Self::Der(bytes));
        }
        let text = Zeroizing::new(core::str::from_utf8(&bytes).ok()?.to_owned());
        if pem::looks_like(&text) {
            return Some(Self::Pem(text));
        }
        text.trim_start().starts_with('{').then_some(Self::Json(text))
    }
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '+' || c == '/'
}
