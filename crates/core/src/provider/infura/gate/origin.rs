//! Origins: what a browser sends (RFC 6454 section 6.2), and the patterns that allow them.
//!
//! Nowhere documented, and decided for safety: hosts are compared without case; `*.example.com`
//! covers one or more labels and not example.com itself; a pattern without a port means the
//! scheme's own; `null` is no origin; a pattern with a path, or a `*` elsewhere, allows nothing.

/// What of origins can be read in two ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Latitude {
    /// `*.example.com` covers example.com as well.
    pub(super) wildcard_apex: bool,
    /// A pattern without a port allows all of them.
    pub(super) any_port: bool,
}

/// A pattern of the list, or an origin: each part in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    scheme: Option<String>,
    /// None where a scheme stands alone.
    host: Option<String>,
    port: Option<String>,
}

impl Origin {
    /// An entry of the list: `https://*.example.com`, `example.com:8080`, `https://`.
    pub(super) fn pattern(text: &str) -> Self {
        let text = text.to_ascii_lowercase();
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_owned()), rest),
            None => (None, &*text),
        };
        if rest.is_empty() && scheme.is_some() {
            return Self { scheme, host: None, port: None };
        }
        let (host, port) = host_and_port(rest);
        Self { scheme, host: Some(host.to_owned()), port: port.map(str::to_owned) }
    }

    /// What stands in a request's `Origin` header. None for `null` and for what is no origin.
    pub(super) fn sent(text: &str) -> Option<Self> {
        let origin = Self::pattern(text);
        let scheme = origin.scheme.as_deref()?;
        let host = origin.host.as_deref()?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._[]:".contains(c);
        let digits = |port: &str| !port.is_empty() && port.bytes().all(|c| c.is_ascii_digit());
        let sound = !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && !host.is_empty()
            && host.chars().all(plain)
            && origin.port.as_deref().is_none_or(digits);
        sound.then_some(origin)
    }

    /// Whether this pattern allows the origin.
    pub(super) fn allows(&self, sent: &Self, latitude: Latitude) -> bool {
        if self.scheme.is_some() && self.scheme != sent.scheme {
            return false;
        }
        let (Some(pattern), Some(host)) = (&self.host, &sent.host) else { return true };
        let host_fits = match pattern.strip_prefix('*') {
            None => pattern == host,
            Some("") => true,
            Some(suffix) => {
                let below = host.strip_suffix(suffix).is_some_and(|labels| !labels.is_empty());
                let apex = latitude.wildcard_apex && suffix.strip_prefix('.') == Some(host);
                suffix.starts_with('.') && (below || apex)
            }
        };
        let any_port = latitude.any_port && self.port.is_none();
        host_fits && (any_port || self.port_by(sent) == sent.port_by(sent))
    }

    /// The port, or none where it is the scheme's own.
    fn port_by(&self, sent: &Self) -> Option<&str> {
        let usual = match sent.scheme.as_deref() {
            Some("https" | "wss") => "443",
            Some("http" | "ws") => "80",
            _ => "",
        };
        self.port.as_deref().filter(|port| *port != usual)
    }
}

/// An IPv6 address has colons of its own, in brackets.
fn host_and_port(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    }
}
