//! How a refusal crosses: as data, never thrown.

use std::panic::{self, AssertUnwindSafe};

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

impl Failure {
    /// For a panic: a defect of this library, which must not take the process with it.
    fn internal() -> Self {
        Self {
            failure: true,
            code: "ERR_INTERNAL".to_owned(),
            message: "A defect of jotmint was met. Please report it.".to_owned(),
            claim: None,
            reason: None,
            hint: None,
        }
    }
}

/// Calls the core.
pub(crate) fn outcome<T>(call: impl FnOnce() -> Result<T, Error>) -> Outcome<T> {
    match panic::catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Either::A(value),
        Ok(Err(error)) => Either::B(error.into()),
        Err(_) => Either::B(Failure::internal()),
    }
}
