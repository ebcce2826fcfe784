//! What the proxy answers by itself, and what it hands on from the node.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};

use crate::client::Exchange;
use crate::refusal::error_body;
use crate::relay::{Broken, Relay};

/// An answer's body. It holds the exchange open until hyper has it all.
pub(crate) struct Answer {
    content: Content,
    _exchange: Exchange,
}

enum Content {
    /// Taken once.
    Own(Bytes),
    Relayed(Relay),
}

/// Of the proxy's own.
pub(crate) fn own(status: StatusCode, body: Bytes, exchange: Exchange) -> Response<Answer> {
    let is_empty = body.is_empty();
    let mut response = Response::new(Answer { content: Content::Own(body), _exchange: exchange });
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if !is_empty {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("POST, OPTIONS"));
    }
    response
}

/// The node's.
pub(crate) fn relayed(head: Response<()>, relay: Relay, exchange: Exchange) -> Response<Answer> {
    head.map(|()| Answer { content: Content::Relayed(relay), _exchange: exchange })
}

/// The node failed, not the request.
pub(crate) fn of_upstream(status: StatusCode) -> Bytes {
    let is_late = status == StatusCode::GATEWAY_TIMEOUT;
    error_body(-32603, if is_late { "upstream timed out" } else { "upstream unavailable" })
}

/// For a handshake, or what is no HTTP at all: there is only a socket.
pub(crate) fn on_socket(status: StatusCode, body: &[u8]) -> Vec<u8> {
    let (code, words) = (status.as_str(), status.canonical_reason().unwrap_or_default());
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {code} {words}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

impl Body for Answer {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        match &mut self.content {
            Content::Own(body) if body.is_empty() => Poll::Ready(None),
            Content::Own(body) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(body))))),
            Content::Relayed(relay) => relay.poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Own(body) => body.is_empty(),
            Content::Relayed(relay) => relay.is_over(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Own(body) => SizeHint::with_exact(u64::try_from(body.len()).unwrap_or(0)),
            Content::Relayed(relay) => relay.size_hint(),
        }
    }
}
