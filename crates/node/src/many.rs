//! One call for each of many items, on all cores.

use std::panic;
use std::thread::{self, Builder};

/// Fewer items than this are not worth a thread of their own.
const LEAST: usize = 8;

/// Calls `job` for every item, in order. The threads end with the call: an addon that is unloaded
/// with its worker must leave none behind.
pub(crate) fn each<I, T>(items: &[I], job: impl Fn(&I) -> T + Sync) -> Vec<T>
where
    I: Sync,
    T: Send,
{
    let job = |part: &[I]| part.iter().map(&job).collect::<Vec<T>>();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(items.len() / LEAST).max(1);
    let mut parts = items.chunks(items.len().div_ceil(threads).max(1));
    let Some(first) = parts.next() else { return Vec::new() };
    thread::scope(|scope| {
        let others: Vec<_> = parts
            .map(|part| (part, Builder::new().spawn_scoped(scope, || job(part)).ok()))
            .collect();
        let mut results = job(first);
        for (part, thread) in others {
            match thread.map(|thread| thread.join()) {
                Some(Ok(part)) => results.extend(part),
                Some(Err(panicked)) => panic::resume_unwind(panicked),
                // The system gave no further thread.
                None => results.extend(job(part)),
            }
        }
        results
    })
}
