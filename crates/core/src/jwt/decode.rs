//! Taking tokens apart.

use crate::encoding::json;
use crate::error::{Error, Segment};
use crate::jws::{self, TokenHeader};

/// A token taken apart: the JSON texts of header and payload, and the signature's bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The header.
    pub header: TokenHeader,
    /// A JSON object.
    pub payload: String,
    /// Not checked.
    pub signature: Vec<u8>,
}

impl Decoded {
    /// The JSON text `[payload, header]`, or the payload alone, as
    /// [`Verified::into_json`](super::Verified::into_json) gives it.
    pub fn into_json(self) -> String {
        match self.header.number() {
            Some(0) => self.payload,
            _ => self.header.list_after(&[&self.payload]),
        }
    }
}

/// Takes many tokens apart: what they have in common, their headers, is read once.
///
/// ```
/// use jotmint::jwt::Decoder;
///
/// let decoder = Decoder::default();
/// let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.";
/// assert_eq!(decoder.decode(token)?.into_json(), r#"[{"sub":"bob"},{"alg":"none"}]"#);
/// assert_eq!(decoder.decode(token)?.into_json(), r#"{"sub":"bob"}"#);
/// assert_eq!(decoder.known_header(0), Some(r#"{"alg":"none"}"#));
/// # Ok::<(), jotmint::Error>(())
/// ```
#[derive(Default)]
pub struct Decoder {
    parts: jws::Decoder,
}

impl Decoder {
    /// Takes a token apart. Nothing but its form is checked: do not trust what comes out.
    ///
    /// # Errors
    /// Those of [`TokenError`](crate::error::TokenError) that are about its form.
    pub fn decode(&self, token: &str) -> Result<Decoded, Error> {
        let jws::Parts { header, payload, signature } = self.parts.decode(token)?;
        let payload = jws::utf8(payload, Segment::Payload)?;
        json::scan(&payload, |_, _| ()).map_err(|flaw| jws::no_object(flaw, Segment::Payload))?;
        Ok(Decoded { header, payload, signature })
    }

    /// The text of a header that this decoder has met, by its number: the same for as long as the
    /// decoder lives.
    pub fn known_header(&self, number: usize) -> Option<&str> {
        self.parts.known_header(number)
    }
}
