//! One client's connection, from its first byte to its last.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep_until};

use crate::answer::on_socket;
use crate::client::{Client, Phase};
use crate::exchange;
use crate::parts::{Life, Parts, reached};
use crate::relay::gone;
use crate::report::{Failure, Kind};
use crate::websocket;
use crate::wire::Wire;

/// How hyper's part in a connection ends.
enum End {
    /// It is over: for hyper as well.
    Over,
    /// What came in is no HTTP; hyper has said so itself where it noticed.
    Broken(Option<StatusCode>, &'static str),
    /// Somebody took too long.
    Late,
    /// There may be a WebSocket.
    Taken(Box<Request<Incoming>>),
}

/// Serves a connection until it ends, or the proxy does.
pub(crate) async fn serve(parts: Arc<Parts>, socket: TcpStream, address: String) {
    let mut life = parts.life.clone();
    tokio::select! {
        biased;
        () = visited(parts, socket, address) => {}
        () = reached(&mut life, Life::Over) => {}
    }
}

async fn visited(parts: Arc<Parts>, socket: TcpStream, address: String) {
    let client = Client::new(address);
    let wire = Wire::new(socket, Arc::clone(&client));
    let service = service_fn(|request| {
        let answer = exchange::answer(Arc::clone(&parts), Arc::clone(&client), request);
        async { Ok::<_, std::convert::Infallible>(answer.await) }
    });
    let mut connection = http1::Builder::new()
        .header_read_timeout(None)
        .serve_connection(TokioIo::new(wire), service);
    let mut patience = Box::pin(sleep_until((Instant::now() + parts.timeouts.headers).into()));
    let mut life = parts.life.clone();
    let end = {
        let mut visit = poll_fn(|cx| {
            if let Poll::Ready(result) = Pin::new(&mut connection).poll(cx) {
                return Poll::Ready(after(&client, result));
            }
            if let Some(request) = client.taken() {
                return Poll::Ready(End::Taken(Box::new(request)));
            }
            if parts.is_closing() && client.is_idle() {
                return Poll::Ready(End::Over);
            }
            poll_patience(&parts, &client, &mut patience, cx)
        });
        tokio::select! {
            biased;
            end = &mut visit => end,
            // A connection that is idle ends then.
            () = reached(&mut life, Life::Closing) => visit.await,
        }
    };
    let wire = connection.into_parts().io.into_inner();
    ended(&parts, client, wire, end).await;
}

fn after(client: &Client, result: Result<(), hyper::Error>) -> End {
    // hyper says nothing of it where it had not begun to read.
    if let Some(flaw) = client.flaw() {
        return End::Broken(Some(flaw.status), flaw.reason);
    }
    match result {
        Err(error) if error.is_parse() => End::Broken(None, "it is no HTTP"),
        _ => End::Over,
    }
}

/// One timer is for all there is to wait for; it is wound only when it would ring too late, and when
/// it has rung.
fn poll_patience(
    parts: &Parts,
    client: &Client,
    patience: &mut Pin<Box<Sleep>>,
    cx: &mut Context<'_>,
) -> Poll<End> {
    let Some(due) = client.due(&parts.timeouts) else { return Poll::Pending };
    if due < patience.deadline().into_std() {
        patience.as_mut().reset(due.into());
    }
    while patience.as_mut().poll(cx).is_ready() {
        if due <= Instant::now() {
            return Poll::Ready(End::Late);
        }
        patience.as_mut().reset(due.into());
    }
    Poll::Pending
}

/// What is said at the end, where there is something to say.
async fn ended(parts: &Arc<Parts>, client: Arc<Client>, wire: Wire, end: End) {
    match end {
        // The first of a new client's requests may be on its way.
        End::Over if wire.is_whole() && !matches!(client.phase(), Phase::New(_)) => {}
        End::Over => wire.end(&[]).await,
        End::Broken(status, reason) => {
            broke(parts, &client, reason);
            let answer = status.map(|status| on_socket(status, &[])).unwrap_or_default();
            wire.end(&answer).await;
        }
        // A relay that is dropped tells it by itself.
        End::Late if client.is_unread() && client.phase() != Phase::Answer => {
            parts.report.failed(Kind::Request, &client.address, &gone());
        }
        End::Late if matches!(client.phase(), Phase::Idle(_) | Phase::Answer) => {}
        End::Late => {
            broke(parts, &client, "it took too long");
            wire.end(&on_socket(StatusCode::REQUEST_TIMEOUT, &[])).await;
        }
        End::Taken(request) => websocket::handshake(parts, client, *request, wire).await,
    }
}

fn broke(parts: &Parts, client: &Client, reason: &str) {
    let reason = format!("The connection broke: {reason}.");
    let failure = Failure { code: "ERR_GATE_HTTP", reason };
    parts.report.failed(Kind::Request, &client.address, &failure);
}
