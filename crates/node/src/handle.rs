//! What JavaScript holds, with its most frequent call.

use napi::bindgen_prelude::{
    ClassInstance, FunctionCallContext, JavaScriptClassExt, JsObjectValue, ToNapiValue,
};
use napi::{Either, Env, Result};

use crate::outcome::Outcome;

/// Gives a handle the call that is made most as a function of its own, which holds what it needs.
/// For a method the handle would be looked up and locked at each call, which takes about as long as
/// an HMAC.
pub(crate) fn with_call<'env, T, O, F>(
    env: &'env Env,
    made: Outcome<T>,
    name: &str,
    call_of: impl FnOnce(&T) -> F,
) -> Result<Outcome<ClassInstance<'env, T>>>
where
    T: JavaScriptClassExt,
    O: ToNapiValue,
    F: Fn(FunctionCallContext<'_>) -> Result<O> + 'static,
{
    let handle = match made {
        Either::A(handle) => handle,
        Either::B(failure) => return Ok(Either::B(failure)),
    };
    let function = env.create_function_from_closure::<(), _, _>(name, call_of(&handle))?;
    let instance = handle.into_instance(env)?;
    instance.as_object(env).set_named_property(name, function)?;
    Ok(Either::A(instance))
}
