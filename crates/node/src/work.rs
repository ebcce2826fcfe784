//! Work off the main thread, on libuv's pool.

use std::panic::{self, AssertUnwindSafe};

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};
use napi::{Env, Error, Result, Task};

/// A call that is made on another thread; its promise is resolved with what it returns.
pub struct Work<T>(Option<Box<dyn FnOnce() -> T + Send>>);

impl<T> Work<T>
where
    T: Send + ToNapiValue + TypeName + 'static,
{
    pub(crate) fn promise(call: impl FnOnce() -> T + Send + 'static) -> AsyncTask<Self> {
        AsyncTask::new(Self(Some(Box::new(call))))
    }
}

impl<T> Task for Work<T>
where
    T: Send + ToNapiValue + TypeName + 'static,
{
    type Output = T;
    type JsValue = T;

    fn compute(&mut self) -> Result<T> {
        let call = self.0.take().ok_or_else(|| Error::from_reason("run twice"))?;
        panic::catch_unwind(AssertUnwindSafe(call))
            .map_err(|_| Error::from_reason("A defect of jotmint was met. Please report it."))
    }

    fn resolve(&mut self, _: Env, output: T) -> Result<T> {
        Ok(output)
    }
}
