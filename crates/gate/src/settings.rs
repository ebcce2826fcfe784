//! What a proxy is told once; the option names and their checks are JavaScript's.

use std::time::Duration;

use hyper::Uri;
use hyper::header::HeaderValue;
use napi_derive::napi;
use tokio_rustls::TlsConnector;

/// `NativeSettings` of addon.ts.
#[napi(object, object_to_js = false)]
pub struct Settings {
    pub upstream: Address,
    pub upstream_web_socket: Address,
    /// Certificates, as PEM, for a system that has none; there where an address is secure.
    pub roots: Option<String>,
    /// Where to listen: an address of this machine.
    pub host: String,
    pub port: u16,
    pub log_allowed: bool,
    pub connections: u32,
    pub timeouts: Milliseconds,
}

/// An address of the node, in the parts that a URL has.
#[napi(object, object_to_js = false)]
pub struct Address {
    pub is_secure: bool,
    pub hostname: String,
    pub port: u16,
    /// What the `Host` header says.
    pub host: String,
    /// With the query.
    pub path: String,
}

/// `Timeouts` of options.ts.
#[napi(object, object_to_js = false)]
pub struct Milliseconds {
    pub headers: i64,
    pub request: i64,
    pub keep_alive: i64,
    pub connect: i64,
    pub upstream: i64,
    pub heartbeat: i64,
}

/// How long is waited for what.
pub(crate) struct Timeouts {
    pub(crate) headers: Duration,
    pub(crate) request: Duration,
    pub(crate) keep_alive: Duration,
    pub(crate) connect: Duration,
    pub(crate) upstream: Duration,
    pub(crate) heartbeat: Duration,
}

impl From<Milliseconds> for Timeouts {
    fn from(given: Milliseconds) -> Self {
        Self {
            headers: milliseconds(given.headers),
            request: milliseconds(given.request),
            keep_alive: milliseconds(given.keep_alive),
            connect: milliseconds(given.connect),
            upstream: milliseconds(given.upstream),
            heartbeat: milliseconds(given.heartbeat),
        }
    }
}

/// A year is as good as for ever, and can be added to any time.
fn milliseconds(count: i64) -> Duration {
    const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);
    Duration::from_millis(u64::try_from(count).unwrap_or(0)).min(LONGEST)
}

/// A place to connect to, and what is asked there.
pub(crate) struct Target {
    /// Where its address says so.
    pub(crate) tls: Option<TlsConnector>,
    /// A name or an address; one of IPv6 without its brackets.
    pub(crate) hostname: String,
    pub(crate) port: u16,
    pub(crate) host: HeaderValue,
    pub(crate) path: Uri,
}

impl Target {
    pub(crate) fn new(
        address: Address,
        tls: Option<&TlsConnector>,
    ) -> Result<Self, hyper::http::Error> {
        let hostname = address.hostname.trim_start_matches('[').trim_end_matches(']');
        Ok(Self {
            tls: tls.filter(|_| address.is_secure).cloned(),
            hostname: hostname.to_owned(),
            port: address.port,
            host: HeaderValue::try_from(address.host)?,
            path: Uri::try_from(address.path)?,
        })
    }
}
