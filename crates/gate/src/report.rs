//! What became of each request, for the log and for the counters. Never a token, a key or a body.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::Function;
use napi::threadsafe_function::{
    ThreadsafeCallContext, ThreadsafeFunction, ThreadsafeFunctionCallMode,
};
use napi::{Result, Status};
use napi_derive::napi;

use crate::metrics::Metrics;
use crate::refusal::Refusal;
use crate::waiting::{self, Waiting};

/// What came in.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    /// An HTTP request.
    Request,
    /// A WebSocket's.
    Handshake,
    /// On a WebSocket.
    Message,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Handshake => "handshake",
            Self::Message => "message",
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Outcome {
    Allowed,
    Refused,
    /// It was allowed, or would have been, and came to nothing.
    Failed,
}

impl Outcome {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// `LogRecord` of log.ts.
#[napi(object, object_from_js = false)]
#[derive(Clone, Default)]
pub struct Record {
    pub level: String,
    pub event: String,
    pub kind: Option<String>,
    pub client: Option<String>,
    pub status: Option<u16>,
    pub code: Option<String>,
    pub reason: Option<String>,
    pub key: Option<String>,
}

/// With room for what is not about a client.
const QUEUE: usize = waiting::MOST + 100;

/// What the last record waits before it asks again whether there is room.
const BREATH: Duration = Duration::from_millis(10);

/// Where JavaScript is told. It takes records in turn and keeps the process alive.
type Sink = ThreadsafeFunction<Record, (), Record, Status, false, false, QUEUE>;

/// Why something came to nothing.
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) reason: String,
}

/// The log and the counters.
pub(crate) struct Report {
    pub(crate) metrics: Arc<Metrics>,
    sink: Sink,
    waiting: Arc<Waiting>,
    /// Records that were not kept, and are not told of yet.
    lost: AtomicU64,
    logs_allowed: bool,
}

impl Report {
    /// # Errors
    /// Where Node does not let other threads call the function.
    pub(crate) fn new(on_record: &Function<'_, Record, ()>, logs_allowed: bool) -> Result<Self> {
        let waiting = Arc::<Waiting>::default();
        let taken = Arc::clone(&waiting);
        let sink = on_record.build_threadsafe_function().max_queue_size::<QUEUE>().build_callback(
            move |ThreadsafeCallContext { value, .. }| {
                let record: Record = value;
                if let Some(client) = &record.client {
                    taken.give_room(client);
                }
                Ok(record)
            },
        )?;
        let (metrics, lost) = (Arc::new(Metrics::new()), AtomicU64::new(0));
        Ok(Self { metrics, sink, waiting, lost, logs_allowed })
    }

    /// Only the log asks whose token it was.
    pub(crate) fn logs_allowed(&self) -> bool {
        self.logs_allowed
    }

    pub(crate) fn allowed(&self, kind: Kind, client: &str, key: Option<String>) {
        self.metrics.settled(kind, Outcome::Allowed, "");
        if self.logs_allowed {
            self.tell(Record { key, ..about("info", Outcome::Allowed, kind, client) });
        }
    }

    pub(crate) fn refused(&self, kind: Kind, client: &str, refusal: &Refusal) {
        self.metrics.settled(kind, Outcome::Refused, refusal.code);
        self.tell(Record {
            status: Some(refusal.status.as_u16()),
            code: Some(refusal.code.to_owned()),
            reason: Some(refusal.reason.clone()),
            ..about("warn", Outcome::Refused, kind, client)
        });
    }

    pub(crate) fn failed(&self, kind: Kind, client: &str, failure: &Failure) {
        self.metrics.settled(kind, Outcome::Failed, failure.code);
        self.tell(Record {
            code: Some(failure.code.to_owned()),
            reason: Some(failure.reason.clone()),
            ..about("warn", Outcome::Failed, kind, client)
        });
    }

    /// A defect: the connection it was met on is lost, and no other.
    pub(crate) fn crashed(&self, reason: String) {
        let (level, event) = ("error".to_owned(), "crashed".to_owned());
        self.tell(Record { level, event, reason: Some(reason), ..Record::default() });
    }

    /// The last record of all. It waits until there is room.
    pub(crate) fn closed(&self, was_cut: bool) {
        let level = if was_cut { "warn" } else { "info" }.to_owned();
        let reason = was_cut.then(|| "What was left was cut.".to_owned());
        let closed = Record { level, event: "closed".to_owned(), reason, ..Record::default() };
        while !self.has_told_of_lost() || !self.has_told(closed.clone()) {
            thread::sleep(BREATH);
        }
    }

    fn tell(&self, record: Record) {
        let client = record.client.clone();
        let has_room = client.as_ref().is_none_or(|client| self.waiting.take_room(client));
        if has_room && self.has_told_of_lost() && self.has_told(record) {
            return;
        }
        self.lost.fetch_add(1, Ordering::Relaxed);
        if let Some(client) = client.filter(|_| has_room) {
            self.waiting.give_room(&client);
        }
    }

    fn has_told_of_lost(&self) -> bool {
        let lost = self.lost.swap(0, Ordering::Relaxed);
        if lost == 0 {
            return true;
        }
        let (level, event) = ("warn".to_owned(), "lost".to_owned());
        let reason = format!("The log was too slow for {lost} records.");
        let record = Record { level, event, reason: Some(reason), ..Record::default() };
        let has_told = self.has_told(record);
        if !has_told {
            self.lost.fetch_add(lost, Ordering::Relaxed);
        }
        has_told
    }

    /// False where there was no room. Where JavaScript has ended there is nobody to tell.
    fn has_told(&self, record: Record) -> bool {
        self.sink.call(record, ThreadsafeFunctionCallMode::NonBlocking) != Status::QueueFull
    }
}

fn about(level: &str, outcome: Outcome, kind: Kind, client: &str) -> Record {
    Record {
        level: level.to_owned(),
        event: outcome.name().to_owned(),
        kind: Some(kind.name().to_owned()),
        client: Some(client.to_owned()),
        ..Record::default()
    }
}
