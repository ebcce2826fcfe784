//! What JavaScript holds, with its most frequent call.

use napi::bindgen_prelude::{
    ClassInstance, FunctionCallContext, JavaScriptClassExt, JsObjectValue, Property, ToNapiValue,
};
use napi::{Env, Result};

use crate::text::Room;

/// Gives a handle the call that is made most, with a text and perhaps more, as a function of its
/// own, which holds what it needs. For a method the handle would be looked up and locked at each
/// call, which takes about as long as an HMAC.
pub(crate) fn with_call<'env, T, O, F>(
    env: &'env Env,
    handle: T,
    name: &str,
    call: F,
) -> Result<ClassInstance<'env, T>>
where
    T: JavaScriptClassExt,
    O: ToNapiValue,
    F: Fn(&str, &FunctionCallContext<'_>) -> Result<O> + 'static,
{
    let function = env.create_function_from_closure::<(), _, _>(name, move |context| {
        let mut room = Room::new();
        let text = room.text(&context.first_arg()?)?;
        call(&text, &context)
    })?;
    let instance = handle.into_instance(env)?;
    let property = Property::new().with_utf8_name(name)?.with_value(&function);
    instance.as_object(env).define_properties(&[property])?;
    Ok(instance)
}
