//! Single calls: on libuv's threads, or by the crew where they would crowd out the event loop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use napi::bindgen_prelude::{AsyncTask, Object, ToNapiValue, TypeName};
use napi::{Either, Env, Result};

use crate::crew::CORES;
use crate::work::{Work, by_crew};

/// In microseconds. Handing a call over takes some tens of them.
const WORTH: u64 = 100;
/// With more calls than this for each core under way, none is free for the event loop.
const CROWD: usize = 2;

/// How long a handle's calls take, in microseconds: the shortest so far, because any may have been
/// held up. 0 before the first.
#[derive(Default)]
pub(crate) struct Pace(AtomicU64);

pub(crate) type Promised<'env, T> = Result<Either<AsyncTask<Work<T>>, Object<'env>>>;

impl Pace {
    pub(crate) fn promise<'env, T>(
        self: &Arc<Self>,
        env: &'env Env,
        call: impl FnOnce() -> T + Send + 'static,
    ) -> Promised<'env, T>
    where
        T: Send + ToNapiValue + TypeName + 'static,
    {
        // Each call under way owns it.
        let is_crowded = Arc::strong_count(self) > CROWD * *CORES;
        let is_worth_it = self.0.load(Ordering::Relaxed) >= WORTH;
        let pace = Arc::clone(self);
        let call = move || pace.timed(call);
        if is_crowded && is_worth_it {
            by_crew(env, call).map(Either::B)
        } else {
            Ok(Either::A(Work::promise(call)))
        }
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
