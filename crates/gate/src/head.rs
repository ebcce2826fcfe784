//! A request's head, looked at before hyper reads it: what two readers could read in two ways, and
//! where the body ends that follows.

use hyper::StatusCode;

/// Bytes of a head, with its first line.
pub(crate) const LONGEST: usize = 16 * 1024;

/// Headers, as hyper counts them.
const MOST: usize = 100;

/// What comes after a head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Framing {
    /// So many bytes.
    Length(u64),
    /// Chunks. Their end is found by whoever reads them, so nothing that comes after counts.
    Chunked,
    /// Another protocol, which the gate does not speak.
    Tunnel,
}

/// Why a head is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flaw {
    pub(crate) status: StatusCode,
    pub(crate) reason: &'static str,
}

impl Flaw {
    fn bad(reason: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, reason }
    }

    pub(crate) fn too_long() -> Self {
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        Self { status, reason: "its head is too long" }
    }

    pub(crate) fn cut() -> Self {
        Self::bad("it ended within a head")
    }
}

/// A head that is whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Head {
    pub(crate) length: usize,
    pub(crate) framing: Framing,
}

/// A head that is coming in; what was looked at once is not looked at again.
pub(crate) struct Scan {
    at: usize,
    before: u8,
    /// Bytes of the line that is not over.
    line: usize,
    parsed: usize,
}

impl Scan {
    pub(crate) fn new() -> Self {
        Self { at: 0, before: 0, line: 0, parsed: 0 }
    }

    /// Finds the head that bytes begin with; none where its end has not come yet. Each time there are
    /// more of the same bytes.
    pub(crate) fn find(&mut self, bytes: &[u8]) -> Result<Option<Head>, Flaw> {
        let end = self.end(bytes)?;
        // What is no HTTP is told early, and what comes a byte at a time is not read as often.
        if end.is_none() && bytes.len() < 2 * self.parsed {
            return Ok(None);
        }
        self.parsed = bytes.len();
        let mut slots = [httparse::EMPTY_HEADER; MOST];
        let mut request = httparse::Request::new(&mut slots);
        let parsed = request.parse(bytes).map_err(|error| match error {
            httparse::Error::TooManyHeaders => Flaw::too_long(),
            _ => Flaw::bad("it is no HTTP"),
        })?;
        match (parsed, end) {
            (httparse::Status::Complete(length), Some(end)) if length == end => {
                Ok(Some(Head { length, framing: framing(&request)? }))
            }
            (httparse::Status::Partial, None) => Ok(None),
            _ => Err(Flaw::bad("the end of its head is not clear")),
        }
    }

    /// Where the empty line is, past it. Lines end with CR and LF, and neither stands elsewhere.
    fn end(&mut self, bytes: &[u8]) -> Result<Option<usize>, Flaw> {
        for &byte in bytes.get(self.at..).unwrap_or_default() {
            self.at += 1;
            match (self.before, byte) {
                (b'\r', b'\n') if self.line == 0 => return Ok(Some(self.at)),
                (b'\r', b'\n') => self.line = 0,
                (b'\r', _) | (_, b'\n') => {
                    return Err(Flaw::bad("a line ends without CR and LF"));
                }
                (_, b'\r') => {}
                _ => self.line += 1,
            }
            self.before = byte;
        }
        Ok(None)
    }
}

fn framing(request: &httparse::Request<'_, '_>) -> Result<Framing, Flaw> {
    if request.method == Some("CONNECT") {
        return Ok(Framing::Tunnel);
    }
    let is_current = request.version == Some(1);
    if is_current && values(request, "host").next().is_none() {
        return Err(Flaw::bad("it names no host"));
    }
    let mut lengths = values(request, "content-length");
    let mut encodings = values(request, "transfer-encoding");
    match (lengths.next(), encodings.next()) {
        (None, None) => Ok(Framing::Length(0)),
        (Some(length), None) if lengths.next().is_none() => {
            digits(length).map(Framing::Length).ok_or(Flaw::bad("its length is no number"))
        }
        (None, Some(encoding))
            if is_current
                && encodings.next().is_none()
                && encoding.eq_ignore_ascii_case(b"chunked") =>
        {
            Ok(Framing::Chunked)
        }
        _ => Err(Flaw::bad("the end of its body is not clear")),
    }
}

fn values<'r>(
    request: &'r httparse::Request<'_, '_>,
    name: &'r str,
) -> impl Iterator<Item = &'r [u8]> {
    let named = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
    named.map(|header| header.value)
}

fn digits(value: &[u8]) -> Option<u64> {
    let text = str::from_utf8(value).ok()?;
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{Flaw, Framing, Head, Scan};

    fn find(bytes: &[u8]) -> Result<Option<Head>, Flaw> {
        Scan::new().find(bytes)
    }

    fn head(lines: &[&str]) -> String {
        let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        format!("POST / HTTP/1.1\r\n{lines}\r\n")
    }

    #[test]
    fn ends_where_its_body_begins() {
        for (lines, framing) in [
            (&["Host: x"][..], Framing::Length(0)),
            (&["host: x", "content-LENGTH:  12 "], Framing::Length(12)),
            (&["Host: x", "Transfer-Encoding: Chunked"], Framing::Chunked),
        ] {
            let text = head(lines);
            let found = find(format!("{text}GET").as_bytes());
            assert_eq!(found, Ok(Some(Head { length: text.len(), framing })));
            let mut scan = Scan::new();
            for cut in 1..text.len() {
                assert_eq!(scan.find(&text.as_bytes()[..cut]), Ok(None), "{cut}");
                assert_eq!(find(&text.as_bytes()[..cut]), Ok(None), "{cut}");
            }
            assert_eq!(scan.find(text.as_bytes()), found);
        }
    }

    #[test]
    fn is_none_where_two_readers_could_differ() {
        for lines in [
            &["X: y"][..],
            &["Host: x", "Content-Length: 1", "Content-Length: 1"],
            &["Host: x", "Content-Length: 1, 1"],
            &["Host: x", "Content-Length: +1"],
            &["Host: x", "Content-Length: "],
            &["Host: x", "Content-Length: 99999999999999999999"],
            &["Host: x", "Content-Length : 1"],
            &["Host: x", "Content-Length: 1", "Transfer-Encoding: chunked"],
            &["Host: x", "Transfer-Encoding: chunked", "Content-Length: 1"],
            &["Host: x", "Transfer-Encoding: xchunked"],
            &["Host: x", "Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
            &["Host: x", "X: a", " b"],
            &["Host: x", "X: a\n"],
            &["Host: x", "X: a\rb"],
            &["Host: x\nContent-Length: 5"],
        ] {
            assert!(find(head(lines).as_bytes()).is_err(), "{lines:?}");
        }
        assert!(find(b"POST / HTTP/1.1\n").is_err());
        assert!(find(b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
        assert!(find(b"\x16\x03\x01\x02").is_err());
    }
}
