//! Which headers go on, in either direction.

use hyper::header::{
    AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, EXPECT,
    HOST, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};

pub(crate) const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");
const PROXY_CONNECTION: HeaderName = HeaderName::from_static("proxy-connection");
const HTTP2_SETTINGS: HeaderName = HeaderName::from_static("http2-settings");

/// For one connection only (RFC 9110, section 7.6.1), and those that are written anew.
const OF_A_CONNECTION: [HeaderName; 9] = [
    CONNECTION,
    KEEP_ALIVE,
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    PROXY_CONNECTION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// What the node is not shown, or is told by the proxy itself.
const NOT_FOR_UPSTREAM: [HeaderName; 8] = [
    AUTHORIZATION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    COOKIE,
    EXPECT,
    HOST,
    HTTP2_SETTINGS,
];

/// A request's headers, as the node is sent them.
pub(crate) fn for_upstream(headers: HeaderMap, host: &HeaderValue) -> HeaderMap {
    let mut kept = kept(headers, |name| NOT_FOR_UPSTREAM.contains(name));
    kept.insert(HOST, host.clone());
    kept.insert(CONNECTION, HeaderValue::from_static("keep-alive"));
    kept
}

/// The same for the handshake of a WebSocket, whose own headers are written anew.
pub(crate) fn for_web_socket(headers: HeaderMap, host: &HeaderValue) -> HeaderMap {
    let mut kept = kept(headers, |name| {
        NOT_FOR_UPSTREAM.contains(name) || name.as_str().starts_with("sec-websocket-")
    });
    kept.insert(HOST, host.clone());
    kept
}

/// An answer's headers, as the client is sent them. A length beside chunks says nothing.
pub(crate) fn for_the_client(headers: HeaderMap) -> HeaderMap {
    // hyper says how long it is, in its own form.
    kept(headers, |name| name == CONTENT_LENGTH)
}

/// In their order.
fn kept(headers: HeaderMap, is_other: impl Fn(&HeaderName) -> bool) -> HeaderMap {
    let named = named_by(&headers);
    let mut kept = HeaderMap::with_capacity(headers.len() + 3);
    let mut current = None;
    for (name, value) in headers {
        // A name stands with the first of its values only.
        if name.is_some() {
            current = name.filter(|name| {
                !OF_A_CONNECTION.contains(name) && !is_other(name) && !named.contains(name)
            });
        }
        if let Some(name) = &current {
            kept.append(name.clone(), value);
        }
    }
    kept
}

/// The headers that `Connection` claims for its own connection.
fn named_by(headers: &HeaderMap) -> Vec<HeaderName> {
    let common = |name: &[u8]| {
        name.eq_ignore_ascii_case(b"keep-alive") || name.eq_ignore_ascii_case(b"close")
    };
    options(headers).filter(|name| !common(name)).flat_map(HeaderName::from_bytes).collect()
}

/// Whether the client wants a WebSocket. An offer of another protocol may be ignored (RFC 9110,
/// section 7.8), and is.
pub(crate) fn asks_for_web_socket(headers: &HeaderMap) -> bool {
    let is_one = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"websocket");
    headers.get_all(UPGRADE).iter().any(is_one) && named_by(headers).contains(&UPGRADE)
}

/// Whether the client will send no other request.
pub(crate) fn asks_for_close(headers: &HeaderMap) -> bool {
    options(headers).any(|option| option.eq_ignore_ascii_case(b"close"))
}

/// What the `Connection` headers name.
fn options(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    let values = headers.get_all(CONNECTION).iter();
    let options = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    options.map(<[u8]>::trim_ascii)
}
