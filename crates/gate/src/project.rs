//! What requests are decided by at the moment.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use hyper::StatusCode;
use hyper::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, ORIGIN, USER_AGENT};
use jotmint::infura::{Decision, Gate, Request};
use tokio::sync::watch;

use crate::refusal::Refusal;
use crate::report::Report;

/// A gate, which another may replace while requests go on.
pub(crate) struct Project {
    current: RwLock<Arc<Current>>,
    changes: watch::Sender<()>,
}

/// A gate with the limit that it has for bodies.
pub(crate) struct Current {
    pub(crate) gate: Gate,
    pub(crate) longest_body: usize,
}

impl Project {
    pub(crate) fn new(current: Current) -> Self {
        Self { current: RwLock::new(Arc::new(current)), changes: watch::Sender::new(()) }
    }

    pub(crate) fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whoever waits for changes is told.
    pub(crate) fn replace(&self, current: Current) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(current);
        self.changes.send_replace(());
    }

    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }
}

impl Current {
    /// Decides, with a body or about a connection alone; gives the key of the token where the log
    /// is to tell it.
    pub(crate) fn decide(
        &self,
        sent: &Sent<'_>,
        body: Option<&[u8]>,
        report: &Report,
    ) -> Result<Option<String>, Refusal> {
        let begin = Instant::now();
        let request = Request {
            authorization: sent.authorization.as_deref(),
            origin: sent.origin.as_deref(),
            user_agent: sent.user_agent.as_deref(),
            body: body.map(Request::text),
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let decision = self.gate.authorize(&request, now.as_secs_f64());
        report.metrics.decision.took(begin.elapsed());
        match decision {
            Ok(Decision::Allowed(token)) => {
                Ok(token.filter(|_| report.logs_allowed()).map(|token| token.key_id))
            }
            Ok(Decision::Refused(refusal)) => Err(refusal.into()),
            // A clock that is before 1970 or in the far future says nothing about dates.
            Err(error) => {
                let (status, code) = (StatusCode::UNAUTHORIZED, error.code().as_str());
                Err(Refusal::new(status, code, "invalid JWT", error.to_string()))
            }
        }
    }

    /// The gate's own word on who is asking comes before a refusal that only tells what was asked.
    pub(crate) fn unless_refused(
        &self,
        sent: &Sent<'_>,
        refusal: Refusal,
        report: &Report,
    ) -> Refusal {
        self.decide(sent, None, report).err().unwrap_or(refusal)
    }
}

/// What a request was sent with, as far as a gate decides by it.
pub(crate) struct Sent<'h> {
    authorization: Option<Cow<'h, str>>,
    origin: Option<Cow<'h, str>>,
    user_agent: Option<Cow<'h, str>>,
}

impl<'h> Sent<'h> {
    pub(crate) fn of(headers: &'h HeaderMap) -> Self {
        Self {
            authorization: joined(headers, &AUTHORIZATION),
            origin: joined(headers, &ORIGIN),
            user_agent: joined(headers, &USER_AGENT),
        }
    }
}

/// Both of two headers count, joined as HTTP joins them, so that nobody behind can be shown another
/// one than was decided by.
pub(crate) fn joined<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Cow<'h, str>> {
    let mut values = headers.get_all(name).iter();
    let mut joined = text(values.next()?);
    for value in values {
        joined = Cow::Owned(format!("{joined}, {}", text(value)));
    }
    Some(joined)
}

/// A byte is a character: that is how HTTP has always been read where it is no ASCII.
fn text(value: &HeaderValue) -> Cow<'_, str> {
    match value.to_str() {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(value.as_bytes().iter().copied().map(char::from).collect()),
    }
}
