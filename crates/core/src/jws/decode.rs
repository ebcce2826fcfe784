//! Taking tokens apart.

use std::sync::Arc;

use super::MAX_TOKEN_LENGTH;
use super::compact::{Compact, object};
use super::header::Header;
use super::known::{KnownHeaders, TokenHeader};
use crate::error::{Error, Segment};

/// A token taken apart, with nothing checked but its form.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The header.
    pub header: TokenHeader,
    /// The bytes that were signed.
    pub payload: Vec<u8>,
    /// The signature's bytes.
    pub signature: Vec<u8>,
}

/// Takes many tokens apart: what they have in common, their headers, is read once.
#[derive(Default)]
pub struct Decoder {
    known: KnownHeaders<()>,
}

impl Decoder {
    /// Takes a token apart. Nothing is verified: do not trust what comes out.
    ///
    /// # Errors
    /// Those of [`TokenError`](crate::error::TokenError) that are about its form.
    pub fn decode(&self, token: &str) -> Result<Parts, Error> {
        let compact = Compact::split(token, MAX_TOKEN_LENGTH)?;
        let header = match self.known.find(compact.header) {
            Some((header, _)) => header,
            None => self.read(&compact)?,
        };
        Ok(Parts { header, payload: compact.payload()?, signature: compact.signature()? })
    }

    /// The text of a header that this decoder has met, by its number: the same for as long as the
    /// decoder lives.
    pub fn known_header(&self, number: usize) -> Option<&str> {
        self.known.text(number)
    }

    fn read(&self, compact: &Compact<'_>) -> Result<TokenHeader, Error> {
        let text = compact.header()?;
        Header::read(&object(&text, Segment::Header)?)?;
        let header = TokenHeader::new(text);
        self.known.add(compact.header, &header, &Arc::new(()));
        Ok(header)
    }
}
