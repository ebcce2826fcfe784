//! Work off the main thread, and the promises of what comes of it.

use std::thread;

use napi::bindgen_prelude::{AsyncTask, Object, ToNapiValue, TypeName};
use napi::{Env, Error, JsDeferred, Result, Task};

use crate::crew;
use crate::outcome::{DEFECT, caught};

/// A call that is made on a thread of libuv's; its promise is resolved with what it returns.
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
        caught(call).map_err(|_| Error::from_reason(DEFECT))
    }

    fn resolve(&mut self, _: Env, output: T) -> Result<T> {
        Ok(output)
    }
}

/// The same by a thread of the crew. The promise takes longer to make.
pub(crate) fn by_crew<T>(env: &Env, call: impl FnOnce() -> T + Send + 'static) -> Result<Object<'_>>
where
    T: Send + ToNapiValue + 'static,
{
    let (deferred, promise) = env.create_deferred()?;
    crew::give(move || settle(deferred, caught(call)));
    Ok(promise)
}

/// Gives a promise its value, once it is on the JavaScript thread again.
pub(crate) type Resolver<T> = Box<dyn FnOnce(Env) -> Result<T>>;

pub(crate) fn settle<T: Send + ToNapiValue + 'static>(
    deferred: JsDeferred<T, Resolver<T>>,
    outcome: thread::Result<T>,
) {
    match outcome {
        Ok(value) => deferred.resolve(Box::new(|_| Ok(value))),
        Err(_) => deferred.reject(Error::from_reason(DEFECT)),
    }
}
