//! A WebSocket's handshake. The node comes first: a client is not let in where there is nothing to
//! talk to.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::header::{
    CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::{Method, Request, StatusCode, Uri};
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::answer::{of_upstream, on_socket};
use crate::cause;
use crate::client::Client;
use crate::dial::{Line, dial};
use crate::headers::for_web_socket;
use crate::parts::Parts;
use crate::project::{Current, Sent};
use crate::refusal::Refusal;
use crate::relay::gone;
use crate::report::{Failure, Kind};
use crate::session::{End, Session};
use crate::wire::Wire;

/// What a node may send in one message: logs and traces are long.
const LONGEST_FROM_UPSTREAM: usize = 256 * 1024 * 1024;

/// Bytes, on each side of each WebSocket.
const READ_AT_ONCE: usize = 32 * 1024;

/// Answers a request to upgrade its connection, and serves what comes of it.
pub(crate) async fn handshake(
    parts: &Arc<Parts>,
    client: Arc<Client>,
    request: Request<Incoming>,
    mut wire: Wire,
) {
    let report = &parts.report;
    let current = parts.project.current();
    let decided = current.decide(&Sent::of(request.headers()), None, report);
    let accepted = decided.and_then(|key| match other_than_a_web_socket(parts, &request, &wire) {
        Some(refusal) => Err(refusal),
        None => Ok(key),
    });
    let key = match accepted {
        Ok(key) => key,
        Err(refusal) => {
            report.refused(Kind::Handshake, &client.address, &refusal);
            return wire.end(&on_socket(refusal.status, &refusal.body)).await;
        }
    };
    let connected = tokio::select! {
        connected = connect(parts, request.headers()) => connected,
        () = wire.gone() => return report.failed(Kind::Handshake, &client.address, &gone()),
    };
    match connected {
        Ok(node) => {
            report.allowed(Kind::Handshake, &client.address, key);
            let Ok(end) = accept(&current, request.headers(), wire).await else { return };
            let headers = request.into_parts().0.headers;
            let (parts, near, far) = (Arc::clone(parts), End::new(end), End::new(node));
            Session { parts, client, headers, near, far, is_alive: true }.serve().await;
        }
        Err(why) => {
            let reason = format!("The node took no WebSocket: {why}.");
            let failure = Failure { code: "ERR_GATE_UPSTREAM", reason };
            report.failed(Kind::Handshake, &client.address, &failure);
            let status = StatusCode::BAD_GATEWAY;
            wire.end(&on_socket(status, &of_upstream(status))).await;
        }
    }
}

fn other_than_a_web_socket(
    parts: &Parts,
    request: &Request<Incoming>,
    wire: &Wire,
) -> Option<Refusal> {
    if parts.is_closing() {
        return Some(Refusal::closing());
    }
    let headers = request.headers();
    let is_one = request.method() == Method::GET
        && is(headers.get(UPGRADE), &["websocket"])
        && is(headers.get(SEC_WEBSOCKET_VERSION), &["13", "8"])
        && headers.get(SEC_WEBSOCKET_KEY).is_some_and(is_key)
        && !wire.has_body();
    (!is_one).then(Refusal::upgrade)
}

fn is(value: Option<&HeaderValue>, words: &[&str]) -> bool {
    value.is_some_and(|value| {
        words.iter().any(|word| value.as_bytes().eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// Sixteen bytes in base64.
fn is_key(value: &HeaderValue) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let digits = value.as_bytes().strip_suffix(b"==");
    digits.is_some_and(|digits| digits.len() == 22 && digits.iter().all(is_digit))
}

/// To the node; where it takes none, says why in the log's words.
async fn connect(
    parts: &Parts,
    headers: &HeaderMap,
) -> Result<WebSocketStream<Box<dyn Line>>, &'static str> {
    let limit = parts.timeouts.connect;
    let line = dial(&parts.web_socket, limit).await?;
    let request = asked(parts, headers).ok_or("its address is none")?;
    let config = config(LONGEST_FROM_UPSTREAM);
    let opened = tokio_tungstenite::client_async_with_config(request, line, Some(config));
    match timeout(limit, opened).await {
        Ok(Ok((socket, _))) => Ok(socket),
        Ok(Err(Error::Http(_))) => Err("it answered with another status"),
        Ok(Err(error)) => Err(cause::words(&error)),
        Err(_) => Err("ETIMEDOUT"),
    }
}

fn asked(parts: &Parts, headers: &HeaderMap) -> Option<Request<()>> {
    let target = &parts.web_socket;
    let mut headers = for_web_socket(headers.clone(), &target.host);
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    headers.insert(SEC_WEBSOCKET_KEY, generate_key().parse().ok()?);
    let uri = Uri::builder().scheme("ws").authority(target.host.as_bytes());
    let uri = uri.path_and_query(target.path.path_and_query()?.clone()).build().ok()?;
    let mut request = Request::new(());
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Some(request)
}

/// Lets the client in. No subprotocols, no compression.
async fn accept(
    current: &Current,
    headers: &HeaderMap,
    wire: Wire,
) -> std::io::Result<WebSocketStream<tokio::net::TcpStream>> {
    let (mut socket, read) = wire.into_parts();
    let key = headers.get(SEC_WEBSOCKET_KEY).map(HeaderValue::as_bytes).unwrap_or_default();
    let accept = derive_accept_key(key);
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    socket.write_all(answer.as_bytes()).await?;
    let config = config(current.longest_body);
    Ok(WebSocketStream::from_partially_read(socket, read, Role::Server, Some(config)).await)
}

/// Each message is written at once; where that cannot be, no other is taken.
fn config(longest: usize) -> WebSocketConfig {
    let config = WebSocketConfig::default().write_buffer_size(0).read_buffer_size(READ_AT_ONCE);
    config.max_message_size(Some(longest)).max_frame_size(Some(longest))
}
