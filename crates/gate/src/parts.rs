//! What everything that answers a client works with.

use std::sync::Arc;

use hyper::header::HeaderValue;
use tokio::sync::watch;

use crate::project::Project;
use crate::report::Report;
use crate::settings::{Target, Timeouts};
use crate::upstream::Upstream;

pub(crate) struct Parts {
    pub(crate) project: Arc<Project>,
    pub(crate) upstream: Arc<Upstream>,
    pub(crate) web_socket: Target,
    pub(crate) timeouts: Timeouts,
    /// What clients are told of how long a connection is kept.
    pub(crate) keep_alive: HeaderValue,
    pub(crate) report: Arc<Report>,
    pub(crate) life: watch::Receiver<Life>,
}

/// How far a proxy is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Life {
    Open,
    /// It takes no more requests.
    Closing,
    /// What is left is cut.
    Over,
}

impl Parts {
    pub(crate) fn is_closing(&self) -> bool {
        *self.life.borrow() != Life::Open
    }
}

/// Until the proxy is as far.
pub(crate) async fn reached(life: &mut watch::Receiver<Life>, stage: Life) {
    let is_reached = |now: &Life| *now == stage || *now == Life::Over;
    // Whoever could tell is gone: then it is over.
    let _ = life.wait_for(is_reached).await;
}
