//! An HTTP request on its way through the gate.

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http_body_util::Full;
use hyper::body::{Body, Incoming};
use hyper::header::{
    ACCESS_CONTROL_REQUEST_METHOD, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE,
    EXPECT, HeaderMap, HeaderValue, ORIGIN, TRANSFER_ENCODING,
};
use hyper::http::request;
use hyper::{Method, Request, Response, StatusCode, Version};

use crate::answer::{self, Answer};
use crate::cause;
use crate::client::{Client, Exchange};
use crate::headers::{
    KEEP_ALIVE, asks_for_close, asks_for_web_socket, for_the_client, for_upstream,
};
use crate::parts::Parts;
use crate::project::{Current, Sent, joined};
use crate::refusal::{Refusal, ambiguous_body};
use crate::relay::{Asking, Relay, gone};
use crate::report::{Failure, Kind};
use crate::upstream::kept_for;

/// Answers a request: with the node's answer where it may pass.
pub(crate) async fn answer(
    parts: Arc<Parts>,
    client: Arc<Client>,
    request: Request<Incoming>,
) -> Response<Answer> {
    if asks_for_web_socket(request.headers()) {
        client.take_over(request);
        return pending().await;
    }
    let is_chunked = request.headers().contains_key(TRANSFER_ENCODING);
    let is_old = request.version() != Version::HTTP_11;
    let may_stay = !is_chunked && !asks_for_close(request.headers());
    let visit = Visit { parts: &parts, client: &client, is_old, is_chunked, may_stay };
    let (head, body) = request.into_parts();
    if head.headers.get(EXPECT).is_some_and(|value| !is_continue(value)) {
        return visit.own(StatusCode::EXPECTATION_FAILED, Bytes::new(), body.is_end_stream());
    }
    if head.method == Method::OPTIONS {
        return visit.preflight(head, &body).await;
    }
    let current = parts.project.current();
    match visit.read(&current, &head, body).await {
        // It may be another project than when the head came.
        Ok(body) => visit.decide(&parts.project.current(), head, body).await,
        Err(Unread { refusal: Some(refusal), is_read }) => visit.refuse(&refusal, is_read),
        Err(_) => visit.own(StatusCode::BAD_REQUEST, Bytes::new(), false),
    }
}

/// A body that is not there to be decided about: refused, or broken off.
struct Unread {
    refusal: Option<Refusal>,
    is_read: bool,
}

fn is_continue(expectation: &HeaderValue) -> bool {
    expectation.as_bytes().eq_ignore_ascii_case(b"100-continue")
}

/// A request's way, with all it needs.
struct Visit<'p> {
    parts: &'p Arc<Parts>,
    client: &'p Arc<Client>,
    /// HTTP/1.0, where hyper finds out by itself whether a connection is kept.
    is_old: bool,
    is_chunked: bool,
    /// Whether the connection may be kept: where chunks end only hyper knows.
    may_stay: bool,
}

impl Visit<'_> {
    /// The body, or what is answered without one.
    async fn read(
        &self,
        current: &Current,
        head: &request::Parts,
        mut body: Incoming,
    ) -> Result<Bytes, Unread> {
        let (client, report) = (&self.client, &self.parts.report);
        let refused = |refusal, is_read| {
            let refusal = current.unless_refused(&Sent::of(&head.headers), refusal, report);
            Err(Unread { refusal: Some(refusal), is_read })
        };
        let maximum = current.longest_body;
        if let Some(refusal) = before_reading(head, maximum) {
            return refused(refusal, body.is_end_stream());
        }
        // For whoever may not ask at all no long body is kept.
        if !is_short(head)
            && let Err(refusal) = current.decide(&Sent::of(&head.headers), None, report)
        {
            return Err(Unread { refusal: Some(refusal), is_read: body.is_end_stream() });
        }
        let mut reading = Reading { visit: self, is_told: false };
        let read = collect(&mut body, maximum).await;
        reading.is_told = true;
        match read {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => refused(Refusal::too_long(maximum), false),
            Err(error) => {
                let is_cut = !self.is_chunked || cause::is_cut(&error);
                let failure = if is_cut { gone() } else { no_chunks() };
                report.failed(Kind::Request, &client.address, &failure);
                Err(Unread { refusal: None, is_read: false })
            }
        }
    }

    async fn decide(
        &self,
        current: &Current,
        head: request::Parts,
        body: Bytes,
    ) -> Response<Answer> {
        self.client.has_request();
        let report = &self.parts.report;
        let sent = Sent::of(&head.headers);
        match current.decide(&sent, Some(&body), report) {
            Ok(key) => {
                report.allowed(Kind::Request, &self.client.address, key);
                self.send(Method::POST, head, Some(body)).await
            }
            Err(refusal) => self.refuse(&refusal, true),
        }
    }

    /// What browsers ask beforehand, without a token. The node says which pages it lets ask.
    async fn preflight(&self, head: request::Parts, body: &Incoming) -> Response<Answer> {
        let is_asked = head.headers.contains_key(ORIGIN)
            && head.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        if !is_asked || !body.is_end_stream() || self.is_chunked {
            let refusal = Refusal::method("It is an OPTIONS that no browser sends beforehand.");
            return self.refuse(&refusal, body.is_end_stream());
        }
        self.client.has_request();
        self.parts.report.allowed(Kind::Request, &self.client.address, None);
        self.send(Method::OPTIONS, head, None).await
    }

    async fn send(
        &self,
        method: Method,
        head: request::Parts,
        body: Option<Bytes>,
    ) -> Response<Answer> {
        let upstream = &self.parts.upstream;
        let mut asking = Asking::new(Arc::clone(&self.parts.report), Arc::clone(self.client));
        let mut headers = for_upstream(head.headers, &upstream.target().host);
        if body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let mut request = Request::new(Full::new(body.unwrap_or_default()));
        *request.method_mut() = method;
        *request.uri_mut() = upstream.target().path.clone();
        *request.headers_mut() = headers;
        match upstream.send(request).await {
            Ok((response, lease)) => {
                let (head, body) = response.into_parts();
                let kept = kept_for(&head.headers);
                let mut relay = Relay::new(body, lease, kept, upstream.patience(), asking);
                poll_fn(|cx| relay.poll_begin(cx)).await;
                let mut response = Response::new(());
                *response.status_mut() = head.status;
                *response.headers_mut() = for_the_client(head.headers);
                self.relayed(response, relay)
            }
            Err(failure) => {
                asking.failed(&failure);
                let status = status_of(&failure);
                self.own(status, answer::of_upstream(status), true)
            }
        }
    }

    fn relayed(&self, mut head: Response<()>, relay: Relay) -> Response<Answer> {
        self.add_connection(head.headers_mut(), true);
        answer::relayed(head, relay, Exchange(Arc::clone(self.client)))
    }

    fn refuse(&self, refusal: &Refusal, is_read: bool) -> Response<Answer> {
        self.parts.report.refused(Kind::Request, &self.client.address, refusal);
        self.own(refusal.status, refusal.body.clone(), is_read)
    }

    fn own(&self, status: StatusCode, body: Bytes, is_read: bool) -> Response<Answer> {
        self.client.has_request();
        let mut response = answer::own(status, body, Exchange(Arc::clone(self.client)));
        self.add_connection(response.headers_mut(), is_read);
        response
    }

    /// A connection is no use once a body was left on it: it would be in the way of the next request.
    fn add_connection(&self, headers: &mut HeaderMap, is_read: bool) {
        if !is_read || !self.may_stay || self.parts.is_closing() {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        } else if !self.is_old {
            headers.insert(CONNECTION, HeaderValue::from_static("keep-alive"));
            headers.insert(KEEP_ALIVE, self.parts.keep_alive.clone());
        }
    }
}

/// A body that is coming in. Where the connection ends before it does, that is told.
struct Reading<'v, 'p> {
    visit: &'v Visit<'p>,
    is_told: bool,
}

impl Drop for Reading<'_, '_> {
    fn drop(&mut self) {
        if !self.is_told && !self.visit.client.is_late(&self.visit.parts.timeouts) {
            let Visit { parts, client, .. } = self.visit;
            parts.report.failed(Kind::Request, &client.address, &gone());
        }
    }
}

/// What is refused whatever its body may be.
fn before_reading(head: &request::Parts, maximum: usize) -> Option<Refusal> {
    if head.method != Method::POST {
        return Some(Refusal::method("It is no POST."));
    }
    if length(head).is_some_and(|length| length > maximum) {
        return Some(Refusal::too_long(maximum));
    }
    let content_type = head.headers.get(CONTENT_TYPE);
    let content_encoding = joined(&head.headers, &CONTENT_ENCODING);
    // What is no ASCII is no type either.
    let content_type = content_type.map(|value| value.to_str().unwrap_or(""));
    let is_of_a_page = head.headers.contains_key(ORIGIN);
    ambiguous_body(content_type, content_encoding.as_deref(), is_of_a_page)
}

/// Bytes of a body that is read before anything is decided.
const SHORT: usize = 16 * 1024;

fn is_short(head: &request::Parts) -> bool {
    length(head).is_some_and(|length| length <= SHORT)
}

/// What the head says; none of a body in chunks.
fn length(head: &request::Parts) -> Option<usize> {
    let text = head.headers.get(CONTENT_LENGTH)?.to_str().ok()?;
    Some(usize::try_from(text.parse::<u64>().ok()?).unwrap_or(usize::MAX))
}

/// All of a body, or none where there is more than `maximum`; the rest is not read then.
async fn collect(body: &mut Incoming, maximum: usize) -> Result<Option<Bytes>, hyper::Error> {
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await.transpose()? {
        let Ok(data) = frame.into_data() else { continue };
        if first.len() + rest.len() + data.len() > maximum {
            return Ok(None);
        }
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    }
    // Most come in one piece.
    if rest.is_empty() {
        return Ok(Some(first));
    }
    Ok(Some([first, rest.freeze()].concat().into()))
}

fn no_chunks() -> Failure {
    let reason = "The connection broke: its chunks are none.".to_owned();
    Failure { code: "ERR_GATE_HTTP", reason }
}

fn status_of(failure: &Failure) -> StatusCode {
    match failure.code {
        "ERR_GATE_UPSTREAM_TIMEOUT" => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::BAD_GATEWAY,
    }
}
