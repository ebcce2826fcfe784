//! Locks.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// One that a panic has poisoned is taken all the same: what it guards is whole between two statements.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
