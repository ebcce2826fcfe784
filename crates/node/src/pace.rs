//! Single calls: on libuv's threads, or by the crew where they would crowd out the event loop.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use napi::bindgen_prelude::{AsyncTask, Object, ToNapiValue, TypeName};
use napi::{Either, Env, Result};

use crate::crew::CORES;
use crate::outcome::Outcome;
use crate::work::{Work, by_crew};

/// In microseconds. Handing a call over takes some tens of them.
const WORTH: u64 = 100;
/// With more calls than this for each core under way, the event loop finds its core taken.
const CROWD: usize = 2;

/// Owned by each single call that is under way, and by this.
static UNDER_WAY: LazyLock<Arc<()>> = LazyLock::new(Arc::default);

/// How long a handle's calls take, in microseconds: the shortest that came to something, because any
/// may have been held up.
pub(crate) struct Pace(AtomicU64);

impl Default for Pace {
    fn default() -> Self {
        Self(AtomicU64::new(UNKNOWN))
    }
}

const UNKNOWN: u64 = u64::MAX;

impl Pace {
    pub(crate) fn promise<'env, T>(
        self: &Arc<Self>,
        env: &'env Env,
        call: impl FnOnce() -> Outcome<T> + Send + 'static,
    ) -> Result<Either<AsyncTask<Work<Outcome<T>>>, Object<'env>>>
    where
        T: Send + ToNapiValue + TypeName + 'static,
    {
        let (pace, under_way) = (Arc::clone(self), Arc::clone(&UNDER_WAY));
        // The static's own does not count.
        let is_crowded = Arc::strong_count(&under_way) > CROWD * *CORES + 1;
        let call = move || {
            let _under_way = under_way;
            pace.timed(call)
        };
        if is_crowded && self.is_slow() {
            by_crew(env, call).map(Either::B)
        } else {
            Ok(Either::A(Work::promise(call)))
        }
    }

    fn is_slow(&self) -> bool {
        (WORTH..UNKNOWN).contains(&self.0.load(Ordering::Relaxed))
    }

    fn timed<T>(&self, call: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let begin = Instant::now();
        let outcome = call();
        if let Either::A(_) = &outcome {
            let took = u64::try_from(begin.elapsed().as_micros()).unwrap_or(UNKNOWN);
            self.0.fetch_min(took, Ordering::Relaxed);
        }
        outcome
    }
}
