//! The node's answer on its way to the client, as it comes.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Sleep, sleep};

use crate::cause;
use crate::client::Client;
use crate::report::{Failure, Kind, Report};
use crate::upstream::{Lease, late, unreachable_node};

/// The rest of an answer, and how it is told of.
pub(crate) struct Relay {
    body: Incoming,
    /// None once the answer is whole.
    lease: Option<Lease>,
    kept_for: Duration,
    patience: Duration,
    /// Runs while nothing comes.
    timer: Option<Pin<Box<Sleep>>>,
    asking: Asking,
}

/// A request that the node was asked. Where its end is not told, the client went away.
pub(crate) struct Asking {
    report: Arc<Report>,
    client: Arc<Client>,
    begin: Instant,
    is_told: bool,
}

impl Asking {
    pub(crate) fn new(report: Arc<Report>, client: Arc<Client>) -> Self {
        Self { report, client, begin: Instant::now(), is_told: false }
    }

    pub(crate) fn succeeded(&mut self) {
        self.is_told = true;
        self.report.metrics.upstream.took(self.begin.elapsed());
    }

    pub(crate) fn failed(&mut self, failure: &Failure) {
        self.succeeded();
        self.report.failed(Kind::Request, &self.client.address, failure);
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        if !self.is_told {
            self.failed(&gone());
        }
    }
}

pub(crate) fn gone() -> Failure {
    Failure { code: "ERR_GATE_CLIENT_GONE", reason: "The client went away.".to_owned() }
}

impl Relay {
    pub(crate) fn new(
        body: Incoming,
        lease: Lease,
        kept_for: Duration,
        patience: Duration,
        asking: Asking,
    ) -> Self {
        Self { body, lease: Some(lease), kept_for, patience, timer: None, asking }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.lease.is_none()
    }

    pub(crate) fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }

    /// Takes note of an answer that has no body, or no more of it.
    pub(crate) fn poll_begin(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.body.is_end_stream() {
            self.succeed(cx);
        }
        Poll::Ready(())
    }

    pub(crate) fn poll_frame(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if self.is_over() {
            return Poll::Ready(None);
        }
        match self.poll_body(cx) {
            Poll::Ready(Some(Ok(frame))) if frame.is_data() => {
                self.timer = None;
                self.poll_begin(cx).map(|()| Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => {
                Poll::Ready(Some(Err(self.fail(&unreachable_node(cause::words(&error))))))
            }
            // What comes behind chunks is for the connection to the node.
            Poll::Ready(_) => {
                self.succeed(cx);
                Poll::Ready(None)
            }
            Poll::Pending if self.is_late(cx) => Poll::Ready(Some(Err(self.fail(&late())))),
            Poll::Pending => Poll::Pending,
        }
    }

    /// What is there is taken before the connection is asked for more, and after.
    fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        let Some(lease) = self.lease.as_mut().filter(|_| polled.is_pending()) else {
            return polled;
        };
        lease.drive(cx);
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_late(&mut self, cx: &mut Context<'_>) -> bool {
        let patience = self.patience;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(patience)));
        timer.as_mut().poll(cx).is_ready()
    }

    fn succeed(&mut self, cx: &mut Context<'_>) {
        self.asking.succeeded();
        if let Some(lease) = self.lease.take() {
            lease.give_back(cx, self.kept_for);
        }
    }

    fn fail(&mut self, failure: &Failure) -> Broken {
        self.asking.failed(failure);
        self.lease = None;
        Broken
    }
}

/// An answer that did not come to its end. The client's connection is cut, so that it can tell.
#[derive(Debug)]
pub(crate) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the answer broke off")
    }
}

impl Error for Broken {}
