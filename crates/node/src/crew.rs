//! Threads of our own, of a lower priority than the program's.
//!
//! The event loop and the garbage collector come first on every core, however much there is to do.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SendError, Sender};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, Builder, JoinHandle};

/// Finding it out reads files.
pub(crate) static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));

static CURRENT: Mutex<Weak<Crew>> = Mutex::new(Weak::new());

/// Up to as many threads as there are cores, which take jobs in turn.
///
/// They end with the last owner of the crew: an addon that is unloaded with its worker must leave
/// none behind.
pub(crate) struct Crew {
    /// `None` when no more will come.
    jobs: Option<Sender<Job>>,
    waiting: Arc<Mutex<Receiver<Job>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// How many jobs are given and not done.
    open: Arc<AtomicUsize>,
}

/// A call that was given to a crew.
#[must_use]
pub(crate) struct Given<T>(Receiver<thread::Result<T>>);

type Job = Box<dyn FnOnce() + Send>;

impl Crew {
    /// The crew at work, or a new one. Whoever has something to do owns it until that is done.
    pub(crate) fn current() -> Arc<Self> {
        let mut current = lock(&CURRENT);
        current.upgrade().unwrap_or_else(|| {
            let (jobs, waiting) = mpsc::channel();
            let crew = Arc::new(Self {
                jobs: Some(jobs),
                waiting: Arc::new(Mutex::new(waiting)),
                threads: Mutex::default(),
                open: Arc::default(),
            });
            *current = Arc::downgrade(&crew);
            crew
        })
    }

    /// Has a call made by a thread of the crew.
    pub(crate) fn give<T: Send + 'static>(
        &self,
        call: impl FnOnce() -> T + Send + 'static,
    ) -> Given<T> {
        let (done, outcome) = mpsc::sync_channel(1);
        let open = Arc::clone(&self.open);
        self.hire(open.fetch_add(1, Ordering::Relaxed) + 1);
        self.hand_over(Box::new(move || {
            let outcome = panic::catch_unwind(AssertUnwindSafe(call));
            open.fetch_sub(1, Ordering::Relaxed);
            // Nobody listens if the one who gave it has panicked.
            let _ = done.send(outcome);
        }));
        Given(outcome)
    }

    /// As many threads as there are jobs, as far as there are cores and the system gives any.
    fn hire(&self, jobs: usize) {
        let mut threads = lock(&self.threads);
        while threads.len() < jobs.min(*CORES) {
            let waiting = Arc::clone(&self.waiting);
            match Builder::new().spawn(move || work(&waiting)) {
                Ok(thread) => threads.push(thread),
                Err(_) => return,
            }
        }
    }

    fn hand_over(&self, job: Job) {
        let is_alone = lock(&self.threads).is_empty();
        match &self.jobs {
            Some(jobs) if !is_alone => {
                if let Err(SendError(job)) = jobs.send(job) {
                    job();
                }
            }
            _ => job(),
        }
    }
}

impl<T> Given<T> {
    /// What the call returned. A panic goes on here.
    pub(crate) fn wait(self) -> T {
        match self.0.recv() {
            Ok(Ok(value)) => value,
            Ok(Err(panicked)) => panic::resume_unwind(panicked),
            Err(gone) => panic::resume_unwind(Box::new(gone)),
        }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in lock(&self.threads).drain(..) {
            // No job panics.
            let _ = thread.join();
        }
    }
}

fn work(waiting: &Mutex<Receiver<Job>>) {
    lower_priority();
    let next = || lock(waiting).recv();
    while let Ok(job) = next() {
        job();
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

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
