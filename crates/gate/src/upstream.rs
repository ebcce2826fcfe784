//! The node behind the gate, over HTTP.
//!
//! A connection to it is not served by a task of its own: whoever uses it drives it, so that a request
//! and its answer cost no switch between tasks, and whoever goes away takes it along.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, Connection, SendRequest};
use hyper::header::HeaderMap;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::cause;
use crate::dial::{Line, dial};
use crate::headers::KEEP_ALIVE;
use crate::lock::lock;
use crate::report::Failure;
use crate::settings::Target;

/// How long a connection is kept of which the node does not say how long it keeps it.
const IDLE: Duration = Duration::from_secs(4);
/// What is not used of the time that the node says: the answer takes time to come here.
const MARGIN: Duration = Duration::from_secs(1);

/// Connections to the node.
pub(crate) struct Upstream {
    target: Target,
    connect: Duration,
    answer: Duration,
    permits: Arc<Semaphore>,
    /// The one that was used last is the last.
    idle: Mutex<Vec<Idle>>,
}

/// One that another request may use.
struct Idle {
    line: Box<Driven>,
    until: Instant,
}

/// A connection, driven by whoever holds it.
struct Driven {
    sender: SendRequest<Full<Bytes>>,
    /// None once it is over: what hyper holds of a request that was not sent comes back with it.
    connection: Option<Open>,
}

struct Open(Connection<TokioIo<Box<dyn Line>>, Full<Bytes>>);

/// A connection in use, which counts.
pub(crate) struct Lease {
    line: Box<Driven>,
    pool: Arc<Upstream>,
    _permit: OwnedSemaphorePermit,
}

impl Upstream {
    pub(crate) fn new(
        target: Target,
        connect: Duration,
        answer: Duration,
        most: usize,
    ) -> Arc<Self> {
        let permits = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Arc::new(Self { target, connect, answer, permits, idle: Mutex::new(Vec::new()) })
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// How long the node may take to begin its answer, and between two parts of it.
    pub(crate) fn patience(&self) -> Duration {
        self.answer
    }

    /// Sends a request, once, and waits for the head of its answer.
    ///
    /// On a connection that the node has closed meanwhile nothing is sent, so it is sent on another.
    pub(crate) async fn send(
        self: &Arc<Self>,
        mut request: Request<Full<Bytes>>,
    ) -> Result<(Response<Incoming>, Lease), Failure> {
        let permit = timeout(self.answer, Arc::clone(&self.permits).acquire_owned()).await;
        let permit = permit.map_err(|_| late())?;
        let permit = permit.map_err(|_| unreachable_node("the proxy is being closed"))?;
        loop {
            let kept = self.take();
            let was_kept = kept.is_some();
            let mut line = match kept {
                Some(line) => line,
                None => self.open().await?,
            };
            let answer = timeout(self.answer, line.send(request)).await;
            match answer.map_err(|_| late())? {
                Ok(response) if response.status() == StatusCode::SWITCHING_PROTOCOLS => {
                    return Err(unreachable_node("it speaks another protocol"));
                }
                Ok(response) => {
                    let lease = Lease { line, pool: Arc::clone(self), _permit: permit };
                    return Ok((response, lease));
                }
                Err((_, Some(unsent))) if was_kept => request = unsent,
                Err((error, _)) => return Err(unreachable_node(cause::words(&error))),
            }
        }
    }

    /// Lets go of connections that the node has closed, or soon will.
    pub(crate) fn sweep(&self) {
        let now = Instant::now();
        let mut cx = Context::from_waker(Waker::noop());
        lock(&self.idle).retain_mut(|idle| idle.until > now && idle.line.is_ready(&mut cx));
    }

    /// One that is open still, as far as the system has told.
    fn take(&self) -> Option<Box<Driven>> {
        let now = Instant::now();
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            let Idle { mut line, until } = lock(&self.idle).pop()?;
            if until > now && line.is_ready(&mut cx) {
                return Some(line);
            }
        }
    }

    async fn open(&self) -> Result<Box<Driven>, Failure> {
        let line = dial(&self.target, self.connect).await.map_err(unreachable_node)?;
        let opened = http1::handshake(TokioIo::new(line)).await;
        let (sender, connection) =
            opened.map_err(|error| unreachable_node(cause::words(&error)))?;
        Ok(Box::new(Driven { sender, connection: Some(Open(connection)) }))
    }
}

impl Driven {
    /// Gives the request back where nothing of it was sent.
    async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, (hyper::Error, Option<Request<Full<Bytes>>>)> {
        let mut answer = pin!(self.sender.try_send_request(request));
        let connection = &mut self.connection;
        let answered = poll_fn(|cx| {
            if let Poll::Ready(answer) = answer.as_mut().poll(cx) {
                return Poll::Ready(answer);
            }
            drive(connection, cx);
            answer.as_mut().poll(cx)
        });
        answered.await.map_err(|mut error| {
            let unsent = error.take_message();
            (error.into_error(), unsent)
        })
    }

    /// Whether another request can be sent.
    fn is_ready(&mut self, cx: &mut Context<'_>) -> bool {
        drive(&mut self.connection, cx);
        self.connection.is_some() && self.sender.is_ready()
    }
}

/// Moves a connection on, and lets go of it when it is over.
fn drive(connection: &mut Option<Open>, cx: &mut Context<'_>) {
    if connection.as_mut().is_some_and(|Open(open)| Pin::new(open).poll(cx).is_ready()) {
        *connection = None;
    }
}

impl Lease {
    /// Brings more of the answer in, where there is more.
    pub(crate) fn drive(&mut self, cx: &mut Context<'_>) {
        drive(&mut self.line.connection, cx);
    }

    /// The answer is there, to its end.
    pub(crate) fn give_back(mut self, cx: &mut Context<'_>, kept_for: Duration) {
        if kept_for > Duration::ZERO && self.line.is_ready(cx) {
            let idle = Idle { line: self.line, until: Instant::now() + kept_for };
            lock(&self.pool.idle).push(idle);
        }
    }
}

/// How long the node keeps a connection after this answer, less a margin.
pub(crate) fn kept_for(headers: &HeaderMap) -> Duration {
    let said = headers.get(KEEP_ALIVE).and_then(|value| value.to_str().ok());
    let seconds = said.and_then(|text| {
        let mut parameters = text.split(',').filter_map(|parameter| parameter.split_once('='));
        let (_, value) =
            parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("timeout"))?;
        value.trim().parse::<u32>().ok()
    });
    match seconds {
        Some(seconds) => Duration::from_secs(seconds.into()).saturating_sub(MARGIN),
        None => IDLE,
    }
}

pub(crate) fn unreachable_node(why: &str) -> Failure {
    let reason = format!("The node could not be asked: {why}.");
    Failure { code: "ERR_GATE_UPSTREAM", reason }
}

pub(crate) fn late() -> Failure {
    let reason = "The node did not answer in time.".to_owned();
    Failure { code: "ERR_GATE_UPSTREAM_TIMEOUT", reason }
}
