//! Threads of our own, of a lower priority than the program's.
//!
//! The event loop and the garbage collector come first on every core, however much there is to do.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, Builder, JoinHandle};
use std::time::Duration;

use napi::bindgen_prelude::Object;
use napi::{Env, Result};
use napi_derive::napi;

/// Finding it out reads files.
pub(crate) static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));

/// How long a thread waits for the next job. Starting one takes as long as a signature.
const PATIENCE: Duration = Duration::from_millis(500);

static CURRENT: Mutex<Weak<Crew>> = Mutex::new(Weak::new());

/// Up to as many threads as there are cores, which take jobs in turn.
#[derive(Default)]
pub(crate) struct Crew {
    queue: Arc<Queue>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    threads: usize,
    /// How many of them wait for a job.
    idle: usize,
    is_over: bool,
}

/// Must not panic.
type Job = Box<dyn FnOnce() + Send>;

/// The crew is there as long as a JavaScript thread has the addon loaded: one that is unloaded must
/// leave no thread behind.
#[napi(module_exports)]
pub fn loaded(_: Object<'_>, env: Env) -> Result<()> {
    env.add_env_cleanup_hook(Crew::current(), drop).map(|_| ())
}

impl Crew {
    pub(crate) fn current() -> Arc<Self> {
        let mut current = lock(&CURRENT);
        current.upgrade().unwrap_or_else(|| {
            let crew = Arc::default();
            *current = Arc::downgrade(&crew);
            crew
        })
    }

    /// Has a thread do it; this one, where the system gives no other.
    pub(crate) fn give(&self, job: impl FnOnce() + Send + 'static) {
        let mut state = lock(&self.queue.state);
        state.jobs.push_back(Box::new(job));
        if state.jobs.len() <= state.idle {
            self.queue.changed.notify_one();
        } else if state.threads < *CORES {
            let queue = Arc::clone(&self.queue);
            match Builder::new().spawn(move || queue.work()) {
                Ok(thread) => {
                    state.threads += 1;
                    let mut threads = lock(&self.threads);
                    threads.retain(|thread| !thread.is_finished());
                    threads.push(thread);
                }
                Err(_) if state.threads == 0 => {
                    let jobs = mem::take(&mut state.jobs);
                    drop(state);
                    jobs.into_iter().for_each(|job| job());
                }
                Err(_) => {}
            }
        }
    }
}

impl Drop for Crew {
    /// What is not begun is not wanted any more.
    fn drop(&mut self) {
        let mut state = lock(&self.queue.state);
        state.is_over = true;
        let jobs = mem::take(&mut state.jobs);
        drop(state);
        drop(jobs);
        self.queue.changed.notify_all();
        for thread in lock(&self.threads).drain(..) {
            // No job panics.
            let _ = thread.join();
        }
    }
}

impl Queue {
    /// What a thread does all its life.
    fn work(&self) {
        lower_priority();
        let mut state = lock(&self.state);
        loop {
            if let Some(job) = state.jobs.pop_front() {
                drop(state);
                job();
                state = lock(&self.state);
                continue;
            }
            if state.is_over {
                break;
            }
            state.idle += 1;
            let waited = self.changed.wait_timeout(state, PATIENCE);
            let (woken, wait) = waited.unwrap_or_else(PoisonError::into_inner);
            state = woken;
            state.idle -= 1;
            if wait.timed_out() && state.jobs.is_empty() {
                break;
            }
        }
        state.threads -= 1;
    }
}

#[cfg(target_os = "linux")]
fn lower_priority() {
    /// Enough for the event loop to come first. With much more, another busy program would leave
    /// these threads next to nothing.
    const NICE: libc::c_int = 3;
    // SAFETY: it takes three numbers. Here, 0 is the calling thread and no other.
    unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, NICE) };
}

/// Elsewhere a thread has no such number of its own.
#[cfg(not(target_os = "linux"))]
fn lower_priority() {}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
