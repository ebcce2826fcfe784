//! A connection to the node, with TLS where its address says so.

use std::io::ErrorKind;
use std::time::Duration;

use rustls::pki_types::ServerName;
use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use crate::cause;
use crate::settings::Target;

/// How long an address may take where there is another, as Node lets it.
const TURN: Duration = Duration::from_millis(250);

/// After how long a silence the node's system is asked whether it is there, and how often then.
const KEPT_ALIVE: TcpKeepalive =
    TcpKeepalive::new().with_time(Duration::from_secs(30)).with_interval(Duration::from_secs(10));

/// A connection of either kind.
pub(crate) trait Line: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Line for T {}

/// Connects; where that does not succeed, says why in the log's words.
pub(crate) async fn dial(target: &Target, limit: Duration) -> Result<Box<dyn Line>, &'static str> {
    timeout(limit, connected(target)).await.unwrap_or(Err("ETIMEDOUT"))
}

async fn connected(target: &Target) -> Result<Box<dyn Line>, &'static str> {
    let socket = reached(target).await?;
    // What is written is whole each time; nothing more would come to fill a segment.
    let _ = socket.set_nodelay(true);
    // A WebSocket may be silent for long; a node that is gone without a word is found out all the same.
    let _ = SockRef::from(&socket).set_tcp_keepalive(&KEPT_ALIVE);
    let Some(connector) = &target.tls else { return Ok(Box::new(socket)) };
    let name = ServerName::try_from(target.hostname.clone()).map_err(|_| "ENOTFOUND")?;
    let secured = connector.connect(name, socket).await.map_err(|error| cause::words(&error))?;
    Ok(Box::new(secured))
}

/// The first of its addresses that takes a connection.
async fn reached(target: &Target) -> Result<TcpStream, &'static str> {
    let place = (target.hostname.as_str(), target.port);
    let mut addresses = lookup_host(place).await.map_err(|_| "ENOTFOUND")?.peekable();
    let mut failure = "ENOTFOUND";
    while let Some(address) = addresses.next() {
        let connecting = TcpStream::connect(address);
        let connected = if addresses.peek().is_some() {
            timeout(TURN, connecting).await.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
        } else {
            connecting.await
        };
        match connected {
            Ok(socket) => return Ok(socket),
            Err(error) => failure = cause::name(&error),
        }
    }
    Err(failure)
}
