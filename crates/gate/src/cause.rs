//! What went wrong on the way to the node, by the names that operators look for.

use std::error::Error;
use std::io;

/// Node's name for an error of the system.
pub(crate) fn name(error: &io::Error) -> &'static str {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::AddrInUse => "EADDRINUSE",
        Kind::AddrNotAvailable => "EADDRNOTAVAIL",
        Kind::BrokenPipe => "EPIPE",
        Kind::ConnectionAborted => "ECONNABORTED",
        Kind::ConnectionRefused => "ECONNREFUSED",
        Kind::ConnectionReset | Kind::UnexpectedEof => "ECONNRESET",
        Kind::HostUnreachable => "EHOSTUNREACH",
        Kind::NetworkDown => "ENETDOWN",
        Kind::NetworkUnreachable => "ENETUNREACH",
        Kind::NotConnected => "ENOTCONN",
        Kind::OutOfMemory => "ENOMEM",
        Kind::PermissionDenied => "EACCES",
        Kind::TimedOut => "ETIMEDOUT",
        Kind::InvalidInput => "EINVAL",
        Kind::QuotaExceeded | Kind::ResourceBusy => "EAGAIN",
        _ => by_number(error.raw_os_error()),
    }
}

/// Those that the standard library has no kind for.
#[cfg(unix)]
fn by_number(number: Option<i32>) -> &'static str {
    match number {
        Some(23) => "ENFILE",
        Some(24) => "EMFILE",
        _ => "EIO",
    }
}

#[cfg(not(unix))]
fn by_number(_: Option<i32>) -> &'static str {
    "EIO"
}

/// Whether the other side ended in the middle.
pub(crate) fn is_cut(error: &(dyn Error + 'static)) -> bool {
    use io::ErrorKind as Kind;
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(Kind::UnexpectedEof | Kind::ConnectionReset | Kind::BrokenPipe) =
            error.downcast_ref().map(io::Error::kind)
        {
            return true;
        }
        next = error.source();
    }
    false
}

/// In the words of the log, for what hyper, rustls or the system says.
pub(crate) fn words(error: &(dyn Error + 'static)) -> &'static str {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return of_tls(error);
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            // What another library has put into one says more than the one around it.
            match error.get_ref() {
                Some(inner) => {
                    next = Some(inner);
                    continue;
                }
                None => return name(error),
            }
        }
        if let Some(error) = error.downcast_ref::<hyper::Error>() {
            if error.is_parse() {
                return "it does not speak HTTP";
            }
            if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
                return "ECONNRESET";
            }
        }
        next = error.source();
    }
    "the connection broke"
}

fn of_tls(error: &rustls::Error) -> &'static str {
    match error {
        rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer) => {
            "nobody known has signed its certificate"
        }
        rustls::Error::InvalidCertificate(_) => "its certificate does not count",
        _ => "there is no TLS to be had with it",
    }
}
