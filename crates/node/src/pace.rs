//! Single calls: on libuv's threads, or by the crew where they would crowd out the event loop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};

use crate::crew::{CORES, Crew};
use crate::work::Work;

/// In microseconds. Handing a call over takes some tens of them.
const WORTH: u64 = 100;
/// With more calls than this for each core under way, none is free for the event loop.
const CROWD: usize = 2;

/// How long a handle's calls take, in microseconds: the shortest so far, because any may have been
/// held up. 0 before the first.
#[derive(Default)]
pub(crate) struct Pace(AtomicU64);

impl Pace {
    pub(crate) fn promise<T>(
        self: &Arc<Self>,
        call: impl FnOnce() -> T + Send + 'static,
    ) -> AsyncTask<Work<T>>
    where
        T: Send + ToNapiValue + TypeName + 'static,
    {
        let (pace, crew) = (Arc::clone(self), Crew::current());
        Work::promise(move || {
            let is_crowded = Arc::strong_count(&crew) > CROWD * *CORES;
            let is_worth_it = pace.0.load(Ordering::Relaxed) >= WORTH;
            let call = move || pace.timed(call);
            if is_crowded && is_worth_it { crew.give(call).wait() } else { call() }
        })
    }

    fn timed<T>(&self, call: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let value = call();
        let took = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX).max(1);
        let shortest = match self.0.load(Ordering::Relaxed) {
            0 => took,
            shortest => shortest.min(took),
        };
        self.0.store(shortest, Ordering::Relaxed);
        value
    }
}
