//! Base64url without padding, in its one canonical form (RFC 4648 section 5, RFC 7515 section 2).

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

/// Sixteen and more characters at a time, where the processor can; it is asked once.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
static CANONICAL: std::sync::LazyLock<base64::engine::Simd> =
    std::sync::LazyLock::new(|| base64::engine::Simd::url_safe(NO_PAD));
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
static CANONICAL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, NO_PAD);

/// Why a text is not canonical base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Padding { position: usize },
    WhiteSpace { position: usize },
    Character { position: usize },
    NonCanonical,
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    CANONICAL.encode(bytes)
}

/// Appends to `out`, so that a token is written into one allocation. Into bytes, because a text
/// would be checked piece by piece.
#[expect(clippy::expect_used, reason = "there is as much room as it takes")]
pub(crate) fn encode_into(bytes: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start.saturating_add(encoded_len(bytes.len())), 0);
    let room = out.get_mut(start..).unwrap_or_default();
    let written = CANONICAL.encode_slice(bytes, room).expect("room");
    debug_assert_eq!(written, room.len());
}

pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Flaw> {
    CANONICAL.decode(text).map_err(|_| flaw(text))
}

/// The bytes of base64url whose end may be cut off or not canonical. For doing as others do.
pub(crate) fn decode_loosely(text: &str) -> Vec<u8> {
    let whole = text.len().saturating_sub(usize::from(text.len() % 4 == 1));
    LOOSE.decode(text.get(..whole).unwrap_or_default()).unwrap_or_default()
}

const LOOSE: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, NO_PAD.with_decode_allow_trailing_bits(true));

/// How long `bytes` become.
pub(crate) fn encoded_len(bytes: usize) -> usize {
    bytes.saturating_mul(4).div_ceil(3)
}

fn flaw(text: &str) -> Flaw {
    let odd = |byte: &u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    match text.as_bytes().iter().enumerate().find(|(_, byte)| odd(byte)) {
        Some((position, b'=')) => Flaw::Padding { position },
        Some((position, byte)) if byte.is_ascii_whitespace() => Flaw::WhiteSpace { position },
        Some((position, _)) => Flaw::Character { position },
        None => Flaw::NonCanonical,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flaw, decode, encode, encode_into, encoded_len};

    #[test]
    fn names_the_flaw() {
        let flaws = [
            ("QQ==", Flaw::Padding { position: 2 }),
            ("Q Q", Flaw::WhiteSpace { position: 1 }),
            ("QQ\n", Flaw::WhiteSpace { position: 2 }),
            ("+/", Flaw::Character { position: 0 }),
            ("QR", Flaw::NonCanonical),
            ("Q", Flaw::NonCanonical),
        ];
        for (text, flaw) in flaws {
            assert_eq!(decode(text), Err(flaw), "{text:?}");
        }
    }

    #[test]
    fn round_trips_every_length() {
        for length in 0..70 {
            let bytes: Vec<u8> = (0..length).collect();
            let text = encode(&bytes);
            assert_eq!(text.len(), encoded_len(bytes.len()));
            let mut out = b"head.".to_vec();
            encode_into(&bytes, &mut out);
            assert_eq!(out, format!("head.{text}").into_bytes());
            assert_eq!(decode(&text), Ok(bytes));
        }
    }
}
