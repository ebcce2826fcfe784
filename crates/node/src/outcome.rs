//! How a refusal crosses: as data, never thrown.

use std::panic::{self, AssertUnwindSafe};
use std::thread;

use jotmint::Error;
use napi::Either;
use napi_derive::napi;

/// What a call gives: its value, or why it was refused.
pub(crate) type Outcome<T> = Either<T, Failure>;

/// `Failure` of binding.ts.
#[napi(object, object_from_js = false)]
pub struct Failure {
    pub failure: bool,
    pub code: String,
    pub message: String,
    pub claim: Option<String>,
    pub reason: Option<String>,
    pub hint: Option<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            failure: true,
            code: error.code().as_str().to_owned(),
            message: error.to_string(),
            claim: error.claim().map(str::to_owned),
            reason: error.reason().map(str::to_owned),
            hint: error.hint().map(str::to_owned),
        }
    }
}

/// What is said of a panic: a defect of this library, which must not take the process with it.
pub(crate) const DEFECT: &str = "A defect of jotmint was met. Please report it.";

impl Failure {
    fn internal() -> Self {
        Self {
            failure: true,
            code: "ERR_INTERNAL".to_owned(),
            message: DEFECT.to_owned(),
            claim: None,
            reason: None,
            hint: None,
        }
    }
}

/// Calls the core.
pub(crate) fn outcome<T>(call: impl FnOnce() -> Result<T, Error>) -> Outcome<T> {
    match caught(call) {
        Ok(Ok(value)) => Either::A(value),
        Ok(Err(error)) => Either::B(error.into()),
        Err(_) => Either::B(Failure::internal()),
    }
}

/// Goes on with a value, where there is one.
pub(crate) fn then<T, U>(
    outcome: Outcome<T>,
    next: impl FnOnce(T) -> napi::Result<U>,
) -> napi::Result<Outcome<U>> {
    match outcome {
        Either::A(value) => next(value).map(Either::A),
        Either::B(failure) => Ok(Either::B(failure)),
    }
}

/// What the call returns, or that it has panicked.
pub(crate) fn caught<T>(call: impl FnOnce() -> T) -> thread::Result<T> {
    panic::catch_unwind(AssertUnwindSafe(call))
}
