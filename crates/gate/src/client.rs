//! What the parts that serve one connection know of each other.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use hyper::Request;
use hyper::body::Incoming;

use crate::head::Flaw;
use crate::lock::lock;
use crate::settings::Timeouts;

/// A client's connection.
pub(crate) struct Client {
    /// For the log.
    pub(crate) address: String,
    state: Mutex<State>,
}

struct State {
    phase: Phase,
    /// Bytes were written and may still wait in the system's way; since when it has taken none.
    unsent: Option<Instant>,
    flaw: Option<Flaw>,
    taken: Option<Request<Incoming>>,
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Phase {
    /// Nothing of the first one has come since the client connected.
    New(Instant),
    /// Nothing of another has come since the last was answered.
    Idle(Instant),
    /// Its head has been coming in since.
    Head(Instant),
    /// Its head is there; it began to come in then.
    Body(Instant),
    /// It is being answered.
    Answer,
}

impl Client {
    pub(crate) fn new(address: String) -> Arc<Self> {
        let phase = Phase::New(Instant::now());
        let state = State { phase, unsent: None, flaw: None, taken: None };
        Arc::new(Self { address, state: Mutex::new(state) })
    }

    pub(crate) fn phase(&self) -> Phase {
        lock(&self.state).phase
    }

    /// Nothing of a request is there, and nothing of an answer left.
    pub(crate) fn is_idle(&self) -> bool {
        let state = lock(&self.state);
        matches!(state.phase, Phase::New(_) | Phase::Idle(_)) && state.unsent.is_none()
    }

    /// Whether the next head may be read: the request before it has been answered to the last byte.
    pub(crate) fn may_begin(&self) -> bool {
        let state = lock(&self.state);
        !matches!(state.phase, Phase::Body(_) | Phase::Answer) && state.unsent.is_none()
    }

    pub(crate) fn is_over(&self) -> bool {
        !matches!(self.phase(), Phase::Body(_) | Phase::Answer)
    }

    /// The first byte of a head has come.
    pub(crate) fn begins(&self) {
        let mut state = lock(&self.state);
        if matches!(state.phase, Phase::New(_) | Phase::Idle(_)) {
            state.phase = Phase::Head(Instant::now());
        }
    }

    /// A head is whole.
    pub(crate) fn has_head(&self) {
        let mut state = lock(&self.state);
        if let Phase::Head(since) = state.phase {
            state.phase = Phase::Body(since);
        }
    }

    /// A request is whole, or as much of it as is wanted.
    pub(crate) fn has_request(&self) {
        lock(&self.state).phase = Phase::Answer;
    }

    /// Bytes are written; `some` were taken, or none as yet.
    pub(crate) fn wrote(&self, some: bool) {
        let mut state = lock(&self.state);
        if some || state.unsent.is_none() {
            state.unsent = Some(Instant::now());
        }
    }

    /// Whether there was something to flush.
    pub(crate) fn flushed(&self) -> bool {
        let mut state = lock(&self.state);
        let had_some = state.unsent.take().is_some();
        // From when the client may have its answer on, it is told how long it may be silent.
        if had_some && matches!(state.phase, Phase::Idle(_)) {
            state.phase = Phase::Idle(Instant::now());
        }
        had_some
    }

    /// Whether something waits for the client to read it.
    pub(crate) fn is_unread(&self) -> bool {
        lock(&self.state).unsent.is_some()
    }

    /// What comes in is no HTTP.
    pub(crate) fn is_flawed(&self, flaw: Flaw) {
        lock(&self.state).flaw = Some(flaw);
    }

    pub(crate) fn flaw(&self) -> Option<Flaw> {
        lock(&self.state).flaw
    }

    /// The connection is no longer hyper's.
    pub(crate) fn take_over(&self, request: Request<Incoming>) {
        lock(&self.state).taken = Some(request);
    }

    pub(crate) fn taken(&self) -> Option<Request<Incoming>> {
        lock(&self.state).taken.take()
    }

    /// Whether patience has ended: then it is told, and not that the client went away.
    pub(crate) fn is_late(&self, timeouts: &Timeouts) -> bool {
        self.due(timeouts).is_some_and(|due| due <= Instant::now())
    }

    /// When patience ends with what has come so far.
    pub(crate) fn due(&self, timeouts: &Timeouts) -> Option<Instant> {
        let state = lock(&self.state);
        let unread = state.unsent.map(|since| since + timeouts.upstream);
        let due = match state.phase {
            Phase::New(since) => Some(since + timeouts.headers),
            Phase::Idle(_) if unread.is_some() => None,
            Phase::Idle(since) => Some(since + timeouts.keep_alive),
            Phase::Head(since) => Some(since + timeouts.headers.min(timeouts.request)),
            Phase::Body(since) => Some(since + timeouts.request),
            Phase::Answer => None,
        };
        due.into_iter().chain(unread).min()
    }
}

/// Lasts as long as a request and its answer.
pub(crate) struct Exchange(pub(crate) Arc<Client>);

impl Drop for Exchange {
    fn drop(&mut self) {
        lock(&self.0.state).phase = Phase::Idle(Instant::now());
    }
}
