//! Origins: what a browser sends (RFC 6454 section 6.2), and the patterns that allow them.
//!
//! Nowhere documented, and decided for safety: hosts are compared without case; `*.example.com`
//! covers one label and not example.com itself; a pattern without a port means the
//! scheme's own; `null` is no origin; a pattern with a path, or a `*` elsewhere, allows nothing.

/// What of origins can be read in two ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Latitude {
    /// `*.example.com` covers example.com as well.
    pub(super) wildcard_apex: bool,
    /// `*.example.com` covers a.b.example.com as well.
    pub(super) wildcard_deep: bool,
    /// A pattern without a port allows all of them.
    pub(super) any_port: bool,
}

/// A pattern of the list, or an origin; of text in lower case.
#[derive(Clone, Copy)]
pub(super) struct Origin<'t> {
    scheme: Option<&'t str>,
    /// Empty where a scheme stands alone.
    host: &'t str,
    port: Option<&'t str>,
}

impl<'t> Origin<'t> {
    /// An entry of the list: `https://*.example.com`, `example.com:8080`, `https://`.
    pub(super) fn pattern(text: &'t str) -> Self {
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, text),
        };
        // An IPv6 address has colons of its own, in brackets.
        match rest.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => Self { scheme, host, port: Some(port) },
            _ => Self { scheme, host: rest, port: None },
        }
    }

    /// What stands in a request's `Origin` header. None for `null` and for what is no origin.
    pub(super) fn sent(text: &'t str) -> Option<Self> {
        let origin = Self::pattern(text);
        let of = |text: &str, others: &str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || others.contains(c);
            !text.is_empty() && text.chars().all(fits)
        };
        let port = origin.port.is_none_or(|port| port.bytes().all(|c| c.is_ascii_digit()));
        let sound = of(origin.scheme?, "+-.") && of(origin.host, "-._[]:") && port;
        sound.then_some(origin)
    }

    /// Whether this pattern allows the origin.
    pub(super) fn allows(self, sent: &Self, latitude: Latitude) -> bool {
        if self.scheme.is_some() && self.scheme != sent.scheme {
            return false;
        }
        let host_fits = match self.host.strip_prefix('*') {
            None if self.host.is_empty() => return self.scheme.is_some() && self.port.is_none(),
            None => self.host == sent.host,
            Some("") => true,
            Some(suffix) => {
                let is_below = sent.host.strip_suffix(suffix).is_some_and(|below| {
                    !below.is_empty() && (latitude.wildcard_deep || !below.contains('.'))
                });
                let apex = latitude.wildcard_apex && suffix.strip_prefix('.') == Some(sent.host);
                suffix.starts_with('.') && (is_below || apex)
            }
        };
        let any_port = latitude.any_port && self.port.is_none();
        host_fits && (any_port || self.port_by(sent) == sent.port_by(sent))
    }

    /// The port, or none where it is the scheme's own.
    fn port_by(self, sent: &Self) -> Option<&'t str> {
        let usual = match sent.scheme {
            Some("https" | "wss") => "443",
            Some("http" | "ws") => "80",
            _ => "",
        };
        self.port.filter(|port| *port != usual)
    }
}
