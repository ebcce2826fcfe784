//! How a request is refused: by the gate, or by HTTP before the gate is asked.

use bytes::Bytes;
use hyper::StatusCode;

/// The answer to the client, and what the log is told.
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    /// A JSON-RPC error.
    pub(crate) body: Bytes,
    /// Why, for programs such as counters.
    pub(crate) code: &'static str,
    /// Why, for the log. Not for the client.
    pub(crate) reason: String,
}

impl Refusal {
    /// Before any call is looked at.
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        message: &str,
        reason: impl Into<String>,
    ) -> Self {
        Self { status, body: error_body(-32600, message), code, reason: reason.into() }
    }

    /// Of a body of which no more is read. The gate says the same of one that is handed to it.
    pub(crate) fn too_long(maximum: usize) -> Self {
        let reason = format!("The body has more than {maximum} bytes.");
        let (status, code) = (StatusCode::PAYLOAD_TOO_LARGE, "ERR_GATE_BODY_TOO_LONG");
        Self::new(status, code, "request too large", reason)
    }

    pub(crate) fn method(reason: &str) -> Self {
        let (status, code) = (StatusCode::METHOD_NOT_ALLOWED, "ERR_GATE_METHOD_HTTP");
        Self::new(status, code, "method not allowed", reason)
    }

    pub(crate) fn upgrade() -> Self {
        let reason = "It is no WebSocket handshake.";
        Self::new(StatusCode::BAD_REQUEST, "ERR_GATE_UPGRADE", "invalid request", reason)
    }

    pub(crate) fn closing() -> Self {
        let reason = "The proxy is being closed.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "ERR_GATE_CLOSING", "closing", reason)
    }

    /// The words of the body, which are the same for many.
    pub(crate) fn message(&self) -> String {
        let body = str::from_utf8(&self.body).unwrap_or_default();
        let (_, message) = body.rsplit_once(r#""message":""#).unwrap_or_default();
        message.split('"').next().unwrap_or_default().to_owned()
    }

    fn unsupported(reason: &str) -> Self {
        let (status, code) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "ERR_GATE_MEDIA_TYPE");
        Self::new(status, code, "unsupported media type", reason)
    }
}

impl From<jotmint::infura::Refusal> for Refusal {
    fn from(refusal: jotmint::infura::Refusal) -> Self {
        Self {
            status: StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::FORBIDDEN),
            body: refusal.body.into(),
            code: refusal.reason.code().as_str(),
            reason: refusal.reason.to_string(),
        }
    }
}

/// A JSON-RPC error about no call in particular.
pub(crate) fn error_body(code: i32, message: &str) -> Bytes {
    format!(r#"{{"jsonrpc":"2.0","id":null,"error":{{"code":{code},"message":"{message}"}}}}"#)
        .into()
}

/// A body that a node could read as something else than was decided about: bytes that are JSON as
/// they stand and other JSON once they are unpacked, or in another character set. And what any page
/// can have a browser send without asking: a body without a type, which a node would not take.
pub(crate) fn ambiguous_body(
    content_type: Option<&str>,
    content_encoding: Option<&str>,
    is_of_a_page: bool,
) -> Option<Refusal> {
    if content_encoding.is_some_and(|encoding| {
        !encoding.is_empty() && !encoding.trim().eq_ignore_ascii_case("identity")
    }) {
        return Some(Refusal::unsupported("The body is encoded."));
    }
    if content_type.is_none() && is_of_a_page {
        return Some(Refusal::unsupported("A page sent the body without a type."));
    }
    let (media_type, parameters) = match content_type? {
        "application/json" => return None,
        other => other.split_once(';').unwrap_or((other, "")),
    };
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Some(Refusal::unsupported("The body is no application/json."));
    }
    if parameters.split(';').all(is_utf_8) {
        return None;
    }
    Some(Refusal::unsupported("The body has a character set of its own."))
}

/// Of a parameter: that there is none, or that it says the one character set that JSON has.
fn is_utf_8(parameter: &str) -> bool {
    let parameter = parameter.trim();
    if parameter.is_empty() {
        return true;
    }
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let value = value.strip_prefix('"').unwrap_or(value);
    let value = value.strip_suffix('"').unwrap_or(value);
    name.eq_ignore_ascii_case("charset")
        && (value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("utf8"))
}
