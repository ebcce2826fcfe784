//! Counters; JavaScript shows them.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use napi_derive::napi;

use crate::lock::lock;
use crate::report::{Kind, Outcome};

/// All that is counted.
pub(crate) struct Metrics {
    settled: Mutex<BTreeMap<(Kind, Outcome, &'static str), u64>>,
    pub(crate) decision: Histogram,
    pub(crate) upstream: Histogram,
    web_sockets: AtomicI64,
}

/// Upper bounds in seconds.
const DECISION: &[f64] = &[
    0.000_005, 0.000_01, 0.000_02, 0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01,
    0.1,
];
const UPSTREAM: &[f64] =
    &[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0];

impl Metrics {
    pub(crate) fn new() -> Self {
        Self {
            settled: Mutex::new(BTreeMap::new()),
            decision: Histogram::new(DECISION),
            upstream: Histogram::new(UPSTREAM),
            web_sockets: AtomicI64::new(0),
        }
    }

    /// `code` is empty for what was allowed.
    pub(crate) fn settled(&self, kind: Kind, outcome: Outcome, code: &'static str) {
        *lock(&self.settled).entry((kind, outcome, code)).or_default() += 1;
    }

    pub(crate) fn web_socket_opened(&self) {
        self.web_sockets.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn web_socket_closed(&self) {
        self.web_sockets.fetch_sub(1, Ordering::Relaxed);
    }

    pub(crate) fn counts(&self) -> Counts {
        let settled = lock(&self.settled);
        let settled = settled.iter().map(|((kind, outcome, code), count)| Settled {
            kind: kind.name().to_owned(),
            outcome: outcome.name().to_owned(),
            code: (*code).to_owned(),
            count: number(*count),
        });
        Counts {
            settled: settled.collect(),
            decision: self.decision.counts(),
            upstream: self.upstream.counts(),
            web_sockets: self.web_sockets.load(Ordering::Relaxed),
        }
    }
}

/// How often something took how long.
pub(crate) struct Histogram {
    bounds: &'static [f64],
    /// One more than there are bounds: the last is for what is longer than all.
    buckets: Vec<AtomicU64>,
    nanoseconds: AtomicU64,
}

impl Histogram {
    fn new(bounds: &'static [f64]) -> Self {
        let buckets = (0..=bounds.len()).map(|_| AtomicU64::new(0)).collect();
        Self { bounds, buckets, nanoseconds: AtomicU64::new(0) }
    }

    pub(crate) fn took(&self, time: Duration) {
        let seconds = time.as_secs_f64();
        let bucket = self.bounds.partition_point(|bound| *bound < seconds);
        if let Some(bucket) = self.buckets.get(bucket) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    fn counts(&self) -> Samples {
        let buckets = self.buckets.iter().map(|bucket| number(bucket.load(Ordering::Relaxed)));
        let sum = Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed));
        Samples { bounds: self.bounds.to_vec(), buckets: buckets.collect(), sum: sum.as_secs_f64() }
    }
}

/// `Counts` of addon.ts.
#[napi(object, object_from_js = false)]
pub struct Counts {
    pub settled: Vec<Settled>,
    pub decision: Samples,
    pub upstream: Samples,
    pub web_sockets: i64,
}

/// What became of how many.
#[napi(object, object_from_js = false)]
pub struct Settled {
    pub kind: String,
    pub outcome: String,
    pub code: String,
    pub count: i64,
}

/// A histogram: how many lie below each bound and not below the one before it; the last lie below
/// none.
#[napi(object, object_from_js = false)]
pub struct Samples {
    pub bounds: Vec<f64>,
    pub buckets: Vec<i64>,
    /// In seconds.
    pub sum: f64,
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
