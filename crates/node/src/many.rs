//! One call for each of many items, on all cores.

use std::sync::{Arc, Mutex};
use std::thread;

use napi::bindgen_prelude::{Object, ToNapiValue};
use napi::{Env, JsDeferred, Result};

use crate::crew::{self, CORES};
use crate::lock::lock;
use crate::outcome::caught;
use crate::work::{Resolver, settle};

/// A part has no fewer items than this, unless there are no more.
const LEAST: usize = 8;
/// With more than one, a thread that is done takes over what another is late with.
const PARTS_PER_CORE: usize = 2;

/// A promise of what `job` gives for every item, in order.
pub(crate) fn each<I, T>(
    env: &Env,
    items: Vec<I>,
    job: impl Fn(&I) -> T + Send + Sync + 'static,
) -> Result<Object<'_>>
where
    I: Send + 'static,
    T: Send + ToNapiValue + 'static,
{
    let (deferred, promise) = env.create_deferred()?;
    let length = items.len().div_ceil(PARTS_PER_CORE * *CORES).max(LEAST);
    // One at least, by which the promise is kept.
    let count = items.len().div_ceil(length).max(1);
    let batch = Arc::new(Mutex::new(Some(Batch { deferred, count, done: Vec::new() })));
    let job = Arc::new(job);
    let mut items = items.into_iter();
    for place in 0..count {
        let part: Vec<I> = items.by_ref().take(length).collect();
        let (batch, job) = (Arc::clone(&batch), Arc::clone(&job));
        crew::give(move || {
            let results = caught(|| part.iter().map(&*job).collect());
            if let Some(whole) = add(&batch, place, results) {
                whole.settle();
            }
        });
    }
    Ok(promise)
}

/// A call under way.
struct Batch<T: ToNapiValue> {
    deferred: JsDeferred<Vec<T>, Resolver<Vec<T>>>,
    count: usize,
    /// Each part with its place.
    done: Vec<(usize, thread::Result<Vec<T>>)>,
}

/// Adds a part, and takes the batch with the last.
fn add<T: ToNapiValue>(
    batch: &Mutex<Option<Batch<T>>>,
    place: usize,
    results: thread::Result<Vec<T>>,
) -> Option<Batch<T>> {
    let mut batch = lock(batch);
    if let Some(open) = &mut *batch {
        open.done.push((place, results));
    }
    batch.take_if(|open| open.done.len() == open.count)
}

impl<T: Send + ToNapiValue + 'static> Batch<T> {
    fn settle(mut self) {
        self.done.sort_unstable_by_key(|(place, _)| *place);
        let parts = self.done.into_iter().map(|(_, results)| results);
        let parts: thread::Result<Vec<Vec<T>>> = parts.collect();
        settle(self.deferred, parts.map(|parts| parts.into_iter().flatten().collect()));
    }
}
