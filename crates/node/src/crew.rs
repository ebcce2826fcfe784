//! Threads of our own, a thread a core, which take jobs in turn.
//!
//! On Linux they step back for the threads of the program: the event loop and the garbage collector
//! come first on every core, however much there is to do.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use std::thread::{self, Builder};
use std::time::Duration;

use crate::lock::lock;
use crate::outcome::caught;

/// Finding it out reads files.
pub(crate) static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));

/// How long a thread waits for the next job before it ends. Starting one takes some tens of
/// microseconds.
const PATIENCE: Duration = Duration::from_millis(500);

/// One for all JavaScript threads: there are no more cores for several of them.
static CREW: Crew = Crew {
    state: Mutex::new(State { jobs: VecDeque::new(), threads: 0, idle: 0 }),
    changed: Condvar::new(),
};

struct Crew {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    jobs: VecDeque<Job>,
    threads: usize,
    /// How many of them wait for a job.
    idle: usize,
}

type Job = Box<dyn FnOnce() + Send>;

/// Has a thread of the crew do it; this one, where the system gives no other.
///
/// A thread may outlive the JavaScript thread it works for, and be at work while the process ends.
/// The code it runs stays: napi-rs keeps an addon loaded once a promise was made that any thread may
/// settle.
pub(crate) fn give(job: impl FnOnce() + Send + 'static) {
    let mut state = lock(&CREW.state);
    state.jobs.push_back(Box::new(job));
    if state.jobs.len() <= state.idle {
        CREW.changed.notify_one();
    } else if state.threads < *CORES {
        match Builder::new().name("jotmint".to_owned()).spawn(work) {
            Ok(_) => state.threads += 1,
            Err(_) if state.threads == 0 => {
                let jobs = mem::take(&mut state.jobs);
                drop(state);
                jobs.into_iter().for_each(do_safely);
            }
            Err(_) => {}
        }
    }
}

/// What a thread does all its life.
fn work() {
    step_back();
    let mut state = lock(&CREW.state);
    loop {
        if let Some(job) = state.jobs.pop_front() {
            drop(state);
            do_safely(job);
            state = lock(&CREW.state);
            continue;
        }
        state.idle += 1;
        let waited = CREW.changed.wait_timeout(state, PATIENCE);
        let (woken, wait) = waited.unwrap_or_else(PoisonError::into_inner);
        state = woken;
        state.idle -= 1;
        if wait.timed_out() && state.jobs.is_empty() {
            break;
        }
    }
    state.threads -= 1;
}

/// A thread that panicked would be counted for ever.
fn do_safely(job: Job) {
    let _ = caught(job);
}

#[cfg(target_os = "linux")]
fn step_back() {
    /// From where the thread is that gave the first job. With fewer, V8's collections, which stop the
    /// event loop, wait for their own threads; with many more, a busy program beside this one would
    /// leave these threads next to nothing.
    const STEPS: libc::c_int = 10;
    // SAFETY: it takes a number. On Linux it is about the calling thread and no other.
    unsafe { libc::nice(STEPS) };
}

/// Not done elsewhere.
#[cfg(not(target_os = "linux"))]
fn step_back() {}
