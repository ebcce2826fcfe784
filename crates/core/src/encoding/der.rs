//! DER as far as key files need it (X.690): definite, minimal lengths, no byte left over.

/// What is wrong with the bytes, in words.
pub(crate) type Problem = &'static str;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

/// The tag `[number]` of a constructed, context-specific element.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// Reads elements one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The content of one sequence that fills the bytes.
    pub(crate) fn whole_sequence(bytes: &'a [u8]) -> Result<Self, Problem> {
        let mut outer = Self::new(bytes);
        let inner = outer.sequence()?;
        outer.end()?;
        Ok(inner)
    }

    /// The tag of the next element, if there is one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(crate) fn read(&mut self, tag: u8) -> Result<&'a [u8], Problem> {
        match self.any()? {
            (found, content) if found == tag => Ok(content),
            _ => Err("it holds another element than a key has there"),
        }
    }

    /// The element with this tag if it comes next.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Problem> {
        if self.peek() == Some(tag) { self.read(tag).map(Some) } else { Ok(None) }
    }

    pub(crate) fn sequence(&mut self) -> Result<Self, Problem> {
        self.read(SEQUENCE).map(Self::new)
    }

    /// A positive integer, big-endian, without leading zeros.
    pub(crate) fn positive(&mut self) -> Result<&'a [u8], Problem> {
        match self.read(INTEGER)? {
            [] => Err("it holds an empty integer"),
            [0, rest @ ..] if rest.first().is_some_and(|byte| *byte >= 0x80) => Ok(rest),
            [0, _, ..] => Err("it holds an integer with a needless leading zero"),
            [first, ..] if *first >= 0x80 => Err("it holds a negative integer"),
            digits => Ok(digits),
        }
    }

    /// A bit string of whole bytes.
    pub(crate) fn bit_string(&mut self) -> Result<&'a [u8], Problem> {
        match self.read(BIT_STRING)? {
            [0, bytes @ ..] => Ok(bytes),
            _ => Err("it holds a bit string that does not end on a byte"),
        }
    }

    pub(crate) fn end(&self) -> Result<(), Problem> {
        if self.rest.is_empty() { Ok(()) } else { Err("bytes are left over at its end") }
    }

    /// The next element, whatever it is.
    pub(crate) fn any(&mut self) -> Result<(u8, &'a [u8]), Problem> {
        const CUT: Problem = "it is cut off";
        let (&tag, rest) = self.rest.split_first().ok_or(CUT)?;
        let (&first, rest) = rest.split_first().ok_or(CUT)?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x83 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f)).ok_or(CUT)?;
                let length = digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit));
                let shorter = if digits.len() == 1 { 0x80 } else { 1 << (8 * (digits.len() - 1)) };
                if length < shorter {
                    return Err("it holds a length that is not minimal");
                }
                (length, rest)
            }
            _ => return Err("it holds a length that DER does not have"),
        };
        let (content, rest) = rest.split_at_checked(length).ok_or(CUT)?;
        self.rest = rest;
        Ok((tag, content))
    }
}

/// One element, from its content's parts.
pub(crate) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(length.saturating_add(6));
    out.push(tag);
    let digits = length.to_be_bytes();
    let digits = strip_zeros(&digits);
    match digits {
        [] => out.push(0),
        [short @ 0..=0x7f] => out.push(*short),
        long => {
            out.push(u8::try_from(long.len()).map_or(0xff, |count| 0x80 | count));
            out.extend_from_slice(long);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// A positive integer from big-endian bytes.
pub(crate) fn positive(digits: &[u8]) -> Vec<u8> {
    match strip_zeros(digits) {
        [] => element(INTEGER, &[&[0]]),
        digits @ [0x80..=0xff, ..] => element(INTEGER, &[&[0], digits]),
        digits => element(INTEGER, &[digits]),
    }
}

/// Without the zeros it starts with.
pub(crate) fn strip_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{INTEGER, OCTET_STRING, Reader, SEQUENCE, element, positive};

    #[test]
    fn round_trips_lengths() {
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            let content = vec![7; length];
            let der = element(OCTET_STRING, &[&content]);
            let mut reader = Reader::new(&der);
            assert_eq!(reader.read(OCTET_STRING), Ok(&*content));
            assert!(reader.end().is_ok());
        }
    }

    #[test]
    fn round_trips_integers() {
        for digits in [&[1][..], &[0x7f], &[0x80], &[0, 0xff], &[1, 0, 1]] {
            let der = positive(digits);
            assert_eq!(Reader::new(&der).positive(), Ok(super::strip_zeros(digits)));
        }
    }

    #[test]
    fn refuses_what_is_not_der() {
        let bad: [&[u8]; 9] = [
            &[SEQUENCE],
            &[SEQUENCE, 0x80, 0, 0],
            &[SEQUENCE, 0x81, 1, 0],
            &[SEQUENCE, 0x82, 0, 0x80],
            &[SEQUENCE, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[SEQUENCE, 2, 0],
            &[INTEGER, 0],
            &[INTEGER, 2, 0, 1],
            &[INTEGER, 1, 0xff],
        ];
        for bytes in bad {
            let mut reader = Reader::new(bytes);
            assert!(reader.clone().positive().is_err() && reader.sequence().is_err(), "{bytes:x?}");
        }
    }
}
