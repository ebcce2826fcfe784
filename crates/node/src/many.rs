//! One call for each of many items, on all cores.

use std::iter;
use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};

use crate::crew::{CORES, Crew, Given};
use crate::work::Work;

/// Fewer items than this are not worth a thread of their own.
const LEAST: usize = 8;

/// Calls `job` for every item, in order.
pub(crate) fn each<I, T>(
    items: Vec<I>,
    job: impl Fn(&I) -> T + Send + Sync + 'static,
) -> AsyncTask<Work<Vec<T>>>
where
    I: Send + 'static,
    T: Send + ToNapiValue + TypeName + 'static,
{
    let crew = Crew::current();
    Work::promise(move || {
        if items.len() < 2 * LEAST {
            return items.iter().map(job).collect();
        }
        let length = items.len().div_ceil(*CORES).max(LEAST);
        let job = Arc::new(job);
        let give = |part: Vec<I>| {
            let job = Arc::clone(&job);
            crew.give(move || part.iter().map(&*job).collect::<Vec<T>>())
        };
        let given: Vec<_> = in_parts(items, length).map(give).collect();
        given.into_iter().flat_map(Given::wait).collect()
    })
}

fn in_parts<I>(items: Vec<I>, length: usize) -> impl Iterator<Item = Vec<I>> {
    let mut items = items.into_iter();
    iter::from_fn(move || Some(items.by_ref().take(length).collect::<Vec<_>>()))
        .take_while(|part| !part.is_empty())
}
